using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>Code from a bucket at the configured S3 endpoint, and what AWS says when it is not there.</summary>
public sealed class S3CodeTests : OwnServer
{
    private static readonly FunctionSource First = FunctionSource.Node("exports.handler = async () => 'first';");
    private static readonly FunctionSource Second = FunctionSource.Node("exports.handler = async () => 'second';");

    [Fact]
    public async Task Functions_are_made_and_updated_from_a_bucket()
    {
        await using ObjectServer store = new(("code", "a/first.zip", First.Archive), ("code", "second.zip", Second.Archive));
        MayflyServer server = await StartAsync(store);
        AwsClient lambda = server.Boto3();
        string name = await lambda.CreateAsync(First, new JsonObject { ["Code"] = At("code", "a/first.zip") });
        Assert.Equal("\"first\"", (await lambda.InvokeAsync(name)).Payload);

        await lambda.LambdaAsync("UpdateFunctionCode", new JsonObject { ["FunctionName"] = name, ["S3Bucket"] = "code", ["S3Key"] = "second.zip" });
        await lambda.ReadyAsync(name);

        Assert.Equal("\"second\"", (await lambda.InvokeAsync(name)).Payload);
    }

    [Theory]
    [InlineData("code", "non/existent.zip", "NoSuchKey", "The specified key does not exist.")]
    [InlineData("nobucket", "first.zip", "NoSuchBucket", "The specified bucket does not exist")]
    public async Task What_is_not_there_is_told_as_AWS_does(string bucket, string key, string code, string text)
    {
        await using ObjectServer store = new(("code", "first.zip", First.Archive));
        MayflyServer server = await StartAsync(store);

        AwsCallException refused = await server.Sdk().RefusedAsync("CreateFunction", FunctionCalls.Creation("f", First, new JsonObject { ["Code"] = At(bucket, key) }));

        Assert.Equal(("InvalidParameterValueException", 400), (refused.Code, refused.Status));
        Assert.Equal($"Error occurred while GetObject. S3 Error Code: {code}. S3 Error Message: {text}", refused.ServiceMessage);
    }

    [Fact]
    public async Task An_answer_in_two_parts_stops_no_other_request()
    {
        await using ObjectServer store = new();
        MayflyServer server = await StartAsync(store);
        AwsClient lambda = server.Boto3();
        store.InTheMiddle = () => lambda.LambdaAsync("ListFunctions", []);

        for (int request = 0; request < 8; request++)
        {
            AwsCallException refused = await server.Sdk().RefusedAsync("CreateFunction", FunctionCalls.Creation("f", First, new JsonObject { ["Code"] = At("code", "first.zip") }))
                .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

            Assert.Contains("S3 Error Code: NoSuchBucket", refused.ServiceMessage, StringComparison.Ordinal);
        }
    }

    private static JsonObject At(string bucket, string key) => new() { ["S3Bucket"] = bucket, ["S3Key"] = key };

    private Task<MayflyServer> StartAsync(ObjectServer store) => StartAsync("S3:ServiceUrl", store.Url);
}
