using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Async;

/// <summary>
/// The server is killed at random moments while events come in and run, again and again: every event that was acknowledged runs, and those that run twice are no
/// more than were at work when the server died. MAYFLY_TEST_KILLS sets how often.
/// </summary>
public sealed class KillUnderLoadTests : OwnServer
{
    private const int Senders = 8;
    private const int AtWork = 16;

    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("MAYFLY_TEST_KILLS") ?? "10", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_acknowledged_event_runs()
    {
        // As plain processes, functions can write where a killed server's successor has not cleaned up; the queue is the same.
        MayflyServer server = await StartAsync(new ServerSettings { Sandbox = "process", Options = new Dictionary<string, string> { ["Environments:MaximumStems"] = "0" } });
        string ran = Path.Combine(server.DataDirectory, "ran");
        string name = await server.Boto3().CreateAsync(FunctionSource.Node(
            $"const fs = require('fs'); exports.handler = async event => {{ fs.appendFileSync('{ran}', event.id + '\\n'); }};"));
        await server.Boto3().LambdaAsync("PutFunctionConcurrency", new JsonObject { ["FunctionName"] = name, ["ReservedConcurrentExecutions"] = AtWork });
        ConcurrentBag<string> acknowledged = [];
        Random random = new(20260101);
        for (int round = 0; round < Rounds; round++)
        {
            int enough = acknowledged.Count + random.Next(1, 400);
            Task[] senders = [.. Enumerable.Range(0, Senders).Select(sender => SendAsync(server, name, $"r{round}s{sender}", acknowledged))];
            await Wait.UntilAsync("events to be acknowledged", () => acknowledged.Count >= enough);
            server.Kill();
            await Task.WhenAll(senders);
            await server.StartAgainAsync();
        }

        await Wait.UntilAsync("every acknowledged event to run", () => !acknowledged.Except(Ran(ran)).Any());
        int twice = Ran(ran).GroupBy(id => id).Count(runs => runs.Count() > 1);
        Assert.True(twice < acknowledged.Count, $"{twice} of {acknowledged.Count} events ran more than once.");
    }

    private static async Task SendAsync(MayflyServer server, string name, string prefix, ConcurrentBag<string> acknowledged)
    {
        RawClient client = server.Raw();
        try
        {
            for (int number = 0; ; number++)
            {
                string id = $"{prefix}n{number}";
                RawAnswer answer = await client.InvokeAsync(name, $$"""{"id":"{{id}}"}""", ("X-Amz-Invocation-Type", "Event"));
                Assert.True(answer.Status == 202, $"{answer.Status} {answer.Text}");
                acknowledged.Add(id);
            }
        }
        catch (HttpRequestException)
        {
            // The server was killed, as it was to be.
        }
    }

    private static string[] Ran(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];
}
