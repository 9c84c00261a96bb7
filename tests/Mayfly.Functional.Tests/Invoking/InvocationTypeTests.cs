using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>RequestResponse and DryRun, and what comes back of plain values.</summary>
public sealed class InvocationTypeTests(SharedServer shared)
{
    private static readonly FunctionSource NodeEcho = FunctionSource.Node("exports.handler = async event => event;");
    private static readonly FunctionSource PythonEcho = FunctionSource.Python("def handler(event, context):\n    return event\n");

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_dry_run_runs_nothing(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => { throw new Error('ran'); };"));

        InvokeAnswer answer = await lambda.InvokeAsync(name, more: new JsonObject { ["InvocationType"] = "DryRun" });

        Assert.Equal((204, "", null), (answer.Status, answer.Payload, answer.FunctionError));
    }

    [Fact]
    public async Task A_dry_run_of_a_missing_function_is_refused()
    {
        AwsCallException refused = await shared.Server.Sdk().RefusedAsync("Invoke", new JsonObject { ["FunctionName"] = "doesnotexist", ["InvocationType"] = "DryRun" });

        Assert.Equal(("ResourceNotFoundException", 404), (refused.Code, refused.Status));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("17.5")]
    [InlineData("\"text with \\u00e9 and \\ud83d\\ude00\"")]
    [InlineData("[]")]
    [InlineData("""{"a":{"b":[1,null,"c"]}}""")]
    public async Task Any_JSON_goes_in_and_comes_out(string payload)
    {
        AwsClient lambda = shared.Server.Sdk();
        foreach (FunctionSource source in (FunctionSource[])[NodeEcho, PythonEcho])
        {
            InvokeAnswer answer = await lambda.InvokeAsync(await lambda.CreateAsync(source), payload);

            Assert.Null(answer.FunctionError);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(payload), answer.Json), $"{source.Runtime}: {answer.Payload}");
        }
    }

    [Fact]
    public async Task Nothing_returned_is_null()
    {
        AwsClient lambda = shared.Server.Boto3();
        string node = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => {};"));
        string python = await lambda.CreateAsync(FunctionSource.Python("def handler(event, context):\n    pass\n"));

        Assert.Equal("null", (await lambda.InvokeAsync(node)).Payload);
        Assert.Equal("null", (await lambda.InvokeAsync(python)).Payload);
    }

    [Fact]
    public async Task No_payload_is_an_empty_object()
    {
        string name = await shared.Server.Boto3().CreateAsync(NodeEcho);

        RawAnswer answer = await shared.Server.Raw().InvokeAsync(name, "");

        Assert.Equal("{}", answer.Text);
    }
}
