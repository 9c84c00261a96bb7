using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Recursion;

/// <summary>A chain of invocations that comes back to the same function is stopped, unless the function says that it is meant.</summary>
public sealed class RecursionTests(SharedServer shared)
{
    private static readonly FunctionSource Tracing = FunctionSource.Node("exports.handler = async () => process.env._X_AMZN_TRACE_ID;");

    [Fact]
    public async Task The_configuration_is_put_and_read()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Tracing);
        Assert.Equal("Terminate", (string?)(await lambda.LambdaAsync("GetFunctionRecursionConfig", new JsonObject { ["FunctionName"] = name }))["RecursiveLoop"]);
        Assert.Equal("Allow", (string?)(await lambda.LambdaAsync("PutFunctionRecursionConfig", new JsonObject { ["FunctionName"] = name, ["RecursiveLoop"] = "Allow" }))["RecursiveLoop"]);
        Assert.Equal("Allow", (string?)(await lambda.LambdaAsync("GetFunctionRecursionConfig", new JsonObject { ["FunctionName"] = name }))["RecursiveLoop"]);
    }

    [Fact]
    public async Task The_chain_that_comes_round_for_the_seventeenth_time_is_stopped()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Tracing);
        RawClient client = shared.Server.Raw();

        // What the function sees is what an SDK within it sends on.
        string trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";
        for (int round = 1; round <= 16; round++)
        {
            RawAnswer answer = await client.InvokeAsync(name, "{}", ("X-Amzn-Trace-Id", trace));
            Assert.Equal(200, answer.Status);
            trace = JsonNode.Parse(answer.Text)!.GetValue<string>();
            Assert.EndsWith($":{round}", trace, StringComparison.Ordinal);
        }

        RawAnswer stopped = await client.InvokeAsync(name, "{}", ("X-Amzn-Trace-Id", trace));
        Assert.Equal((400, "RecursiveInvocationException"), (stopped.Status, stopped.ErrorType));

        await lambda.LambdaAsync("PutFunctionRecursionConfig", new JsonObject { ["FunctionName"] = name, ["RecursiveLoop"] = "Allow" });
        Assert.Equal(200, (await client.InvokeAsync(name, "{}", ("X-Amzn-Trace-Id", trace))).Status);
    }
}
