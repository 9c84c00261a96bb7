using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Versions;

/// <summary>Published versions: what they keep, what they run, how they are named.</summary>
public sealed class VersionTests(SharedServer shared)
{
    private const string Arns = "arn:aws:lambda:us-east-1:000000000000:function:";

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_version_runs_what_it_was_published_from(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Answering("first"), new JsonObject { ["Description"] = "d" });
        JsonObject published = await lambda.LambdaAsync("PublishVersion", new JsonObject { ["FunctionName"] = name, ["Description"] = "one" });
        string second = await lambda.PublishAsync(name, Answering("second"));

        Assert.Equal(("1", "one", $"{Arns}{name}:1", "Active", "Successful"), (
            (string?)published["Version"], (string?)published["Description"], (string?)published["FunctionArn"], (string?)published["State"], (string?)published["LastUpdateStatus"]));
        Assert.Equal("2", second);
        await AssertAnswersAsync(lambda, $"{name}", "$LATEST", "second", $"{Arns}{name}");
        await AssertAnswersAsync(lambda, $"{name}:1", "1", "first", $"{Arns}{name}:1");
        await AssertAnswersAsync(lambda, $"{Arns}{name}:2", "2", "second", $"{Arns}{name}:2");
        await AssertAnswersAsync(lambda, $"000000000000:function:{name}:1", "1", "first", $"{Arns}{name}:1");
        await AssertAnswersAsync(lambda, $"{name}:$LATEST", "$LATEST", "second", $"{Arns}{name}:$LATEST");
    }

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task Versions_are_read_listed_and_deleted(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Answering("first"), new JsonObject { ["Publish"] = true, ["MemorySize"] = 256 });
        await lambda.PublishAsync(name, Answering("second"));
        await lambda.ConfigureAsync(name, new JsonObject { ["MemorySize"] = 512 });

        Assert.Equal(256, (int)(await lambda.LambdaAsync("GetFunctionConfiguration", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = "1" }))["MemorySize"]!);
        Assert.Equal(["$LATEST", "1", "2"], await ListAsync(lambda, name));
        JsonObject page = await lambda.LambdaAsync("ListVersionsByFunction", new JsonObject { ["FunctionName"] = name, ["MaxItems"] = 1 });
        Assert.Single(page["Versions"]!.AsArray());
        Assert.NotNull((string?)page["NextMarker"]);

        await lambda.LambdaAsync("DeleteFunction", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = "1" });
        Assert.Equal(["$LATEST", "2"], await ListAsync(lambda, name));
        AwsCallException gone = await lambda.RefusedAsync("Invoke", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = "1" });
        Assert.Equal(("ResourceNotFoundException", $"Function not found: {Arns}{name}:1"), (gone.Code, gone.ServiceMessage));
        await lambda.DeleteAsync(name);
        Assert.Equal(404, (await lambda.RefusedAsync("ListVersionsByFunction", new JsonObject { ["FunctionName"] = name })).Status);
    }

    [Fact]
    public async Task The_aws_command_publishes_and_waits()
    {
        AwsCli aws = shared.Server.Cli();
        string name = await shared.Server.Boto3().CreateAsync(Answering("first"));

        JsonObject published = await aws.JsonAsync("lambda", "publish-version", "--function-name", name, "--description", "by hand");
        JsonObject alias = await aws.JsonAsync("lambda", "create-alias", "--function-name", name, "--name", "live", "--function-version", "1");
        await aws.RunAsync("lambda", "wait", "function-active-v2", "--function-name", name, "--qualifier", "live");
        JsonObject versions = await aws.JsonAsync("lambda", "list-versions-by-function", "--function-name", name);

        Assert.Equal(("1", "by hand"), ((string?)published["Version"], (string?)published["Description"]));
        Assert.Equal($"{Arns}{name}:live", (string?)alias["AliasArn"]);
        Assert.Equal(2, versions["Versions"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_update_that_publishes_answers_the_version()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Answering("first"));

        JsonObject answer = await lambda.LambdaAsync(
            "UpdateFunctionCode", new JsonObject { ["FunctionName"] = name, ["ZipFile"] = Blob.Of(Answering("second").Archive), ["Publish"] = true });

        Assert.Equal(("1", $"{Arns}{name}:1"), ((string?)answer["Version"], (string?)answer["FunctionArn"]));
        await lambda.ReadyAsync(name);
        await AssertAnswersAsync(lambda, $"{name}:1", "1", "second", $"{Arns}{name}:1");
    }

    [Fact]
    public async Task Latest_and_a_version_of_the_same_code_share_no_environment()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("let calls = 0; exports.handler = async () => ++calls;"));
        await lambda.InvokeAsync(name);
        await lambda.PublishAsync(name);

        Assert.Equal("1", (await lambda.InvokeAsync($"{name}:1")).Payload);
        Assert.Equal("2", (await lambda.InvokeAsync(name)).Payload);
    }

    [Fact]
    public async Task The_version_without_a_number_follows_each_publication()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Answering("first"));
        JsonObject request = new() { ["FunctionName"] = name, ["PublishTo"] = "LATEST_PUBLISHED" };
        await lambda.LambdaAsync("PublishVersion", request);
        await lambda.UpdateCodeAsync(name, Answering("second"));
        await AssertAnswersAsync(lambda, $"{name}:$LATEST.PUBLISHED", "$LATEST.PUBLISHED", "first", $"{Arns}{name}:$LATEST.PUBLISHED");

        await lambda.LambdaAsync("PublishVersion", request);

        await AssertAnswersAsync(lambda, $"{name}:$LATEST.PUBLISHED", "$LATEST.PUBLISHED", "second", $"{Arns}{name}:$LATEST.PUBLISHED");
    }

    [Fact]
    public async Task Code_is_published_to_the_version_without_a_number_by_the_change_that_brings_it()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Answering("first"), new JsonObject { ["PublishTo"] = "LATEST_PUBLISHED" });
        await AssertAnswersAsync(lambda, $"{name}:$LATEST.PUBLISHED", "$LATEST.PUBLISHED", "first", $"{Arns}{name}:$LATEST.PUBLISHED");

        await lambda.LambdaAsync(
            "UpdateFunctionCode", new JsonObject { ["FunctionName"] = name, ["ZipFile"] = Blob.Of(Answering("second").Archive), ["PublishTo"] = "LATEST_PUBLISHED" });
        await lambda.ReadyAsync(name);

        await AssertAnswersAsync(lambda, $"{name}:$LATEST.PUBLISHED", "$LATEST.PUBLISHED", "second", $"{Arns}{name}:$LATEST.PUBLISHED");
        Assert.Equal(["$LATEST", "$LATEST.PUBLISHED"], await ListAsync(lambda, name));
    }

    private static FunctionSource Answering(string word)
        => FunctionSource.Node($"exports.handler = async (e, c) => ['{word}', c.functionVersion, process.env.AWS_LAMBDA_FUNCTION_VERSION, c.invokedFunctionArn];");

    private static async Task AssertAnswersAsync(AwsClient lambda, string function, string version, string word, string arn)
    {
        InvokeAnswer answer = await lambda.InvokeAsync(function);
        Assert.Equal(version, answer.ExecutedVersion);
        Assert.Equal(new JsonArray(word, version, version, arn).ToJsonString(), answer.Json!.ToJsonString());
    }

    private static async Task<IEnumerable<string?>> ListAsync(AwsClient lambda, string name)
        => (await lambda.LambdaAsync("ListVersionsByFunction", new JsonObject { ["FunctionName"] = name }))["Versions"]!.AsArray().Select(version => (string?)version!["Version"]);
}
