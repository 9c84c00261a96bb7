using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Concurrency;

/// <summary>N invocations at once need N environments, and one function's slow starts hold nobody else.</summary>
public sealed class ConcurrentInvocationTests(SharedServer shared)
{
    private const int AtOnce = 6;

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task As_many_environments_as_invocations(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        Gate gate = new(shared.Server);
        string name = await lambda.CreateAsync(FunctionSource.Node($"exports.handler = async (e, c) => {{ {gate.Node} return c.logStreamName; }};"));

        Task<InvokeAnswer>[] invocations = [.. Enumerable.Range(0, AtOnce).Select(_ => lambda.InvokeAsync(name))];
        foreach (WaitingSandbox sandbox in await gate.ReachedAsync(AtOnce))
        {
            sandbox.Open();
        }

        InvokeAnswer[] answers = await Task.WhenAll(invocations);
        Assert.All(answers, answer => Assert.Null(answer.FunctionError));
        Assert.Equal(AtOnce, answers.Select(answer => answer.Payload).Distinct().Count());
    }

    [Fact]
    public async Task One_after_the_other_need_one_environment()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async (e, c) => c.logStreamName;"));

        HashSet<string> streams = [];
        for (int i = 0; i < 10; i++)
        {
            streams.Add((await lambda.InvokeAsync(name)).Payload);
        }

        Assert.Single(streams);
    }

    [Fact]
    public async Task A_burst_of_slow_starts_does_not_hold_another_function()
    {
        AwsClient lambda = shared.Server.Sdk();
        Gate gate = new(shared.Server);
        string slow = await lambda.CreateAsync(FunctionSource.Node($"{gate.Node} exports.handler = async () => 'slow';"));
        string other = await lambda.CreateAsync(FunctionSource.Python("def handler(event, context):\n    return 'other'\n"));

        Task<InvokeAnswer>[] burst = [.. Enumerable.Range(0, 8).Select(_ => lambda.InvokeAsync(slow))];
        await gate.ReachedAsync();
        InvokeAnswer answer = await lambda.InvokeAsync(other);

        Assert.Equal("\"other\"", answer.Payload);
        Assert.All(burst, invocation => Assert.False(invocation.IsCompleted, "A held function has answered."));
        await Wait.UntilAsync("the burst to be answered", () =>
        {
            foreach (WaitingSandbox sandbox in gate.Waiting())
            {
                sandbox.Open();
            }

            return burst.All(invocation => invocation.IsCompleted);
        });
        Assert.All(await Task.WhenAll(burst), held => Assert.Equal("\"slow\"", held.Payload));
    }
}
