using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Concurrency;

/// <summary>The account's limit and a full machine answer 429 as AWS does, and let go when there is room again.</summary>
public sealed class ThrottlingTests : OwnServer
{
    [Theory]
    [InlineData("Invocation:AccountConcurrency", "1")]
    [InlineData("Environments:MachineMemoryMb", "128")]
    public async Task What_does_not_fit_is_throttled(string option, string value)
    {
        MayflyServer server = await StartAsync(option, value);
        AwsClient lambda = server.Boto3();
        Gate gate = new(server);
        string held = await lambda.CreateAsync(FunctionSource.Node($"exports.handler = async () => {{ {gate.Node} return 'held'; }};"));
        string other = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => 'other';"));

        Task<InvokeAnswer> first = lambda.InvokeAsync(held);
        WaitingSandbox waiting = (await gate.ReachedAsync())[0];
        RawAnswer second = await server.Raw().InvokeAsync(other);
        AwsCallException third = await server.Sdk().RefusedAsync("Invoke", new JsonObject { ["FunctionName"] = held });

        Assert.Equal((429, "TooManyRequestsException"), (second.Status, second.ErrorType));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse("""{"Reason":"ConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}"""), second.Json), second.Text);
        Assert.NotNull(second.Header("Retry-After"));
        Assert.Equal(("TooManyRequestsException", 429), (third.Code, third.Status));

        waiting.Open();
        Assert.Equal("\"held\"", (await first).Payload);

        // The environment of the one function, as soon as it is idle, makes room for the other's.
        RawAnswer? answer = null;
        await Wait.UntilAsync("room for the other function", async () => (answer = await server.Raw().InvokeAsync(other)).Status != 429);
        Assert.Equal("\"other\"", answer!.Text);
    }

    [Fact]
    public async Task A_function_that_grows_too_fast_is_throttled()
    {
        MayflyServer server = await StartAsync("Invocation:EnvironmentsPerTenSeconds", "1");
        Gate gate = new(server);
        string name = await server.Boto3().CreateAsync(FunctionSource.Node($"exports.handler = async () => {{ {gate.Node} return 'held'; }};"));

        List<Task<RawAnswer>> calls = [.. Enumerable.Range(0, 8).Select(_ => server.Raw().InvokeAsync(name))];
        RawAnswer first = await await Task.WhenAny(calls);
        await Wait.UntilAsync("all calls to be answered", () =>
        {
            foreach (WaitingSandbox sandbox in gate.Waiting())
            {
                sandbox.Open();
            }

            return calls.TrueForAll(static call => call.IsCompleted);
        });

        Assert.Equal((429, "TooManyRequestsException", "1"), (first.Status, first.ErrorType, first.Header("Retry-After")));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse("""{"Reason":"FunctionInvocationRateLimitExceeded","Type":"User","message":"Rate Exceeded."}"""), first.Json), first.Text);
        Assert.Contains(await Task.WhenAll(calls), static answer => answer.Status == 200);
    }
}
