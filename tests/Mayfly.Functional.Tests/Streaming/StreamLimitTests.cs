using System.Globalization;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Soak;

namespace Mayfly.Functional.Tests.Streaming;

/// <summary>Long responses, readers that are slow, and readers that go away. AWS's bandwidth is switched off, which unit tests hold.</summary>
public sealed class StreamLimitTests : OwnServer
{
    private const int Megabyte = 1 << 20;
    private const int Largest = 200;

    private static readonly JsonObject Roomy = new() { ["MemorySize"] = 1769, ["Timeout"] = 300 };

    [Fact]
    public async Task Two_hundred_megabytes_pass_and_no_byte_more()
    {
        MayflyServer server = await StartAsync("Streaming:BytesPerSecond", "0");
        string name = await server.Sdk().CreateAsync(StreamingFunction.Node(), Roomy);

        (long length, JsonObject complete) = await StreamAsync(server, name, $$"""{"blocks":{{Largest}} }""");
        Assert.Equal(((long)Largest * Megabyte, "{}"), (length, complete.ToJsonString()));

        (length, complete) = await StreamAsync(server, name, $$"""{"blocks":{{Largest}} }""", """{"write":"x"}""");
        Assert.Equal(((long)Largest * Megabyte, "Function.ResponseSizeTooLarge"), (length, (string?)complete["ErrorCode"]));
        Assert.Equal(
            """{"errorMessage":"Response payload size exceeded maximum allowed payload size (209715200 bytes).","errorType":"Function.ResponseSizeTooLarge"}""",
            (string?)complete["ErrorDetails"]);
    }

    [Fact]
    public async Task A_reader_that_stands_still_makes_the_function_wait_and_costs_no_memory()
    {
        MayflyServer server = await StartAsync("Streaming:BytesPerSecond", "0");
        Gate stalled = new(server);
        string name = await server.Sdk().CreateAsync(StreamingFunction.Node($$"""
            (() => {
              let seen = 0;
              const watch = setInterval(() => {
                const accepted = fs.existsSync('/tmp/accepted') ? +fs.readFileSync('/tmp/accepted') : 0;
                if (accepted > 0 && accepted === seen) { clearInterval(watch); {{stalled.NodePromise}}; }
                seen = accepted;
              }, 1000);
            })()
            """), Roomy);
        using HttpResponseMessage answer = await server.Raw().OpenStreamAsync(name, StreamingFunction.Steps("""{"write":"x"}""", """{"gate":true}""", $$"""{"blocks":{{Largest - 1}} }"""));
        EventStreamReader reader = new(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        int first = (await reader.NextAsync())!.Value.Payload.Length;
        ServerUsage before = ServerUsage.Of(server);

        WaitingSandbox sandbox = Assert.Single(await stalled.ReachedAsync());
        int accepted = int.Parse(await File.ReadAllTextAsync($"/proc/{sandbox.Process.Id}/root/tmp/accepted", TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);

        // What the kernel holds for its two connections is all that is on the way.
        Assert.InRange(accepted, 1, Largest / 3);
        Assert.InRange(ServerUsage.Of(server).ResidentBytes - before.ResidentBytes, long.MinValue, 64L * Megabyte);
        sandbox.Open();
        (long length, JsonObject complete) = await reader.RestAsync();
        Assert.Equal((((Largest - 1L) * Megabyte) + 1, "{}"), (first + length, complete.ToJsonString()));
    }

    [Fact]
    public async Task A_reader_that_goes_away_leaves_nothing_and_the_function_runs_to_its_end()
    {
        MayflyServer server = await StartAsync("Streaming:BytesPerSecond", "0");
        AwsClient lambda = server.Sdk();
        Gate gate = new(server);
        string name = await lambda.CreateAsync(StreamingFunction.Node(gate.NodePromise), Roomy);
        string before = await lambda.EnvironmentAsync(name);

        using (HttpResponseMessage answer = await server.Raw().OpenStreamAsync(name, StreamingFunction.Steps("""{"write":"x"}""", """{"gate":true}""", """{"blocks":30}""", """{"log":"came to the end"}""")))
        {
            await new EventStreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)).NextAsync();
        }

        Assert.Single(await gate.ReachedAsync()).Open();
        string log = await ReportsAsync(lambda, name, 2);
        Assert.Matches("came to the end[^$]*REPORT RequestId", log);
        ServerUsage usage = ServerUsage.Of(server);
        for (int i = 0; i < 5; i++)
        {
            using (HttpResponseMessage left = await server.Raw().OpenStreamAsync(name, StreamingFunction.Steps("""{"write":"x"}""", """{"blocks":20}""")))
            {
                await new EventStreamReader(await left.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)).NextAsync();
            }

            await ReportsAsync(lambda, name, 3 + i);
        }

        Assert.Equal(before, await lambda.EnvironmentAsync(name));
        await Wait.UntilAsync("the server to let go of its connections", () => ServerUsage.Of(server).OpenFiles <= usage.OpenFiles + 2);
    }

    /// <summary>A function's log, once so many of its invocations have been reported.</summary>
    private static Task<string> ReportsAsync(AwsClient lambda, string name, int count) => Wait.ForAsync<string>($"{count} reports", async () =>
    {
        JsonObject found = await lambda.LogsAsync("FilterLogEvents", new JsonObject { ["logGroupName"] = $"/aws/lambda/{name}" });
        string log = string.Concat(found["events"]!.AsArray().Select(one => (string)one!["message"]!));
        return log.Split("REPORT RequestId").Length > count ? log : null;
    });

    private static async Task<(long Length, JsonObject Complete)> StreamAsync(MayflyServer server, string name, params string[] steps)
    {
        using HttpResponseMessage answer = await server.Raw().OpenStreamAsync(name, StreamingFunction.Steps(steps));
        return await new EventStreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)).RestAsync();
    }
}
