using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Concurrency;

/// <summary>Reserved concurrency caps a function and is answered as AWS does.</summary>
public sealed class ReservedConcurrencyTests(SharedServer shared)
{
    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_reservation_is_put_shown_and_deleted(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => 1;"));
        JsonObject function = new() { ["FunctionName"] = name };

        Assert.Null((await lambda.LambdaAsync("GetFunctionConcurrency", function))["ReservedConcurrentExecutions"]);
        JsonObject put = await lambda.LambdaAsync("PutFunctionConcurrency", new JsonObject { ["FunctionName"] = name, ["ReservedConcurrentExecutions"] = 0 });
        Assert.Equal(0, (int)put["ReservedConcurrentExecutions"]!);
        Assert.Equal(0, (int)(await lambda.LambdaAsync("GetFunction", function))["Concurrency"]!["ReservedConcurrentExecutions"]!);
        RawAnswer throttled = await shared.Server.Raw().InvokeAsync(name);
        Assert.Equal((429, "TooManyRequestsException", "1"), (throttled.Status, throttled.ErrorType, throttled.Header("Retry-After")));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse("""{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}"""), throttled.Json), throttled.Text);

        await lambda.LambdaAsync("DeleteFunctionConcurrency", function);
        Assert.Null((await lambda.LambdaAsync("GetFunctionConcurrency", function))["ReservedConcurrentExecutions"]);
        Assert.Equal("1", (await lambda.InvokeAsync(name)).Payload);
    }

    [Fact]
    public async Task No_more_run_than_are_reserved()
    {
        AwsClient lambda = shared.Server.Sdk();
        Gate gate = new(shared.Server);
        string name = await lambda.CreateAsync(FunctionSource.Node($"exports.handler = async () => {{ {gate.Node} return 1; }};"));
        await lambda.LambdaAsync("PutFunctionConcurrency", new JsonObject { ["FunctionName"] = name, ["ReservedConcurrentExecutions"] = 2 });

        Task<InvokeAnswer>[] held = [lambda.InvokeAsync(name), lambda.InvokeAsync(name)];
        IReadOnlyList<WaitingSandbox> waiting = [.. await gate.ReachedAsync(2)];
        AwsCallException refused = await lambda.RefusedAsync("Invoke", new JsonObject { ["FunctionName"] = name });
        foreach (WaitingSandbox sandbox in waiting)
        {
            sandbox.Open();
        }

        Assert.Equal(("TooManyRequestsException", 429), (refused.Code, refused.Status));
        Assert.All(await Task.WhenAll(held), answer => Assert.Equal("1", answer.Payload));
    }

    [Fact]
    public async Task The_account_keeps_its_minimum()
    {
        AwsClient lambda = shared.Server.Sdk("111122223333");
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => 1;"));
        AwsCallException refused = await lambda.RefusedAsync("PutFunctionConcurrency", new JsonObject { ["FunctionName"] = name, ["ReservedConcurrentExecutions"] = 901 });
        await lambda.LambdaAsync("PutFunctionConcurrency", new JsonObject { ["FunctionName"] = name, ["ReservedConcurrentExecutions"] = 900 });
        JsonObject settings = await lambda.LambdaAsync("GetAccountSettings");

        Assert.Equal("Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].", refused.ServiceMessage);
        Assert.Equal((1000, 100), ((int)settings["AccountLimit"]!["ConcurrentExecutions"]!, (int)settings["AccountLimit"]!["UnreservedConcurrentExecutions"]!));
    }
}
