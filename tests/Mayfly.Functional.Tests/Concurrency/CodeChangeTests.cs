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

        await ChangeUnderLoadAsync(name, number => lambda.UpdateCodeAsync(name, Generation(number)));
    }

    [Fact]
    public async Task No_invocation_after_an_update_meets_old_configuration()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => Number(process.env.GENERATION);"), Variable(0));

        await ChangeUnderLoadAsync(name, number => lambda.ConfigureAsync(name, Variable(number)));
    }

    private Task ChangeUnderLoadAsync(string name, Func<int, Task> change) => SteadyLoad.DuringAsync(shared.Server, name, 0, async load =>
    {
        for (int number = 1; number <= Changes; number++)
        {
            await load.ChangeAsync(number, () => change(number));
        }
    });

    private static FunctionSource Generation(int number) => FunctionSource.Node($"exports.handler = async () => {number};");

    private static JsonObject Variable(int number)
        => new() { ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["GENERATION"] = $"{number}" } } };
}
