using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Concurrency;

/// <summary>While a function is invoked without pause its code and configuration change: no invocation fails, and none that begins after a change meets the old.</summary>
public sealed class CodeChangeTests(SharedServer shared)
{
    private const int Changes = 6;

    [Fact]
    public async Task No_invocation_after_an_update_meets_old_code()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Generation(0));

        await ChangeUnderLoadAsync(name, async number => await lambda.UpdateCodeAsync(name, Generation(number)));
    }

    [Fact]
    public async Task No_invocation_after_an_update_meets_old_configuration()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => Number(process.env.GENERATION);"), Variable(0));

        await ChangeUnderLoadAsync(name, async number => await lambda.ConfigureAsync(name, Variable(number)));
    }

    private async Task ChangeUnderLoadAsync(string name, Func<int, Task> change)
    {
        int floor = 0, answered = 0;
        using CancellationTokenSource finished = new();
        Task[] callers = [.. Enumerable.Range(0, 4).Select(_ => CallAsync())];
        for (int number = 1; number <= Changes; number++)
        {
            await change(number);
            Volatile.Write(ref floor, number);
            int before = Volatile.Read(ref answered);
            await Wait.UntilAsync("invocations of the new generation", () => Volatile.Read(ref answered) >= before + 8 || callers.Any(caller => caller.IsFaulted));
        }

        await finished.CancelAsync();
        await Task.WhenAll(callers);

        async Task CallAsync()
        {
            RawClient client = shared.Server.Raw();
            while (!finished.IsCancellationRequested)
            {
                int least = Volatile.Read(ref floor);
                RawAnswer answer = await client.InvokeAsync(name);
                Assert.True(answer.Status == 200 && answer.Header("X-Amz-Function-Error") is null, $"An invocation failed: {answer.Status} {answer.Text}");
                Assert.True(int.Parse(answer.Text, System.Globalization.CultureInfo.InvariantCulture) >= least, $"Generation {answer.Text} answered after generation {least} was in force.");
                Interlocked.Increment(ref answered);
            }
        }
    }

    private static FunctionSource Generation(int number) => FunctionSource.Node($"exports.handler = async () => {number};");

    private static JsonObject Variable(int number)
        => new() { ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["GENERATION"] = $"{number}" } } };
}
