using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>Updates of code and configuration: their answers, what they change, and the guard of the revision id.</summary>
public sealed class UpdateFunctionTests(SharedServer shared)
{
    private static readonly FunctionSource First = FunctionSource.Node("exports.handler = async () => 'first';");
    private static readonly FunctionSource Second = FunctionSource.Node("exports.handler = async () => 'second';");

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task New_code_is_what_runs(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(First);
        Assert.Equal("\"first\"", (await lambda.InvokeAsync(name)).Payload);
        JsonObject before = await lambda.ReadyAsync(name);

        JsonObject answer = await lambda.LambdaAsync("UpdateFunctionCode", new JsonObject { ["FunctionName"] = name, ["ZipFile"] = Blob.Of(Second.Archive) });
        JsonObject after = await lambda.ReadyAsync(name);

        Assert.Equal(("InProgress", "The function is being created.", "Creating"), UpdateStatus(answer));
        Assert.NotEqual((string?)before["RevisionId"], (string?)after["RevisionId"]);
        Assert.NotEqual((string?)before["CodeSha256"], (string?)after["CodeSha256"]);
        Assert.Equal(Second.Archive.Length, (int)after["CodeSize"]!);
        Assert.Equal("\"second\"", (await lambda.InvokeAsync(name)).Payload);
    }

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_dry_run_changes_nothing(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(First);
        JsonObject before = await lambda.ReadyAsync(name);

        JsonObject answer = await lambda.LambdaAsync(
            "UpdateFunctionCode", new JsonObject { ["FunctionName"] = name, ["ZipFile"] = Blob.Of(Second.Archive), ["DryRun"] = true });

        Assert.Equal(Second.Archive.Length, (int)answer["CodeSize"]!);
        JsonObject after = await lambda.ReadyAsync(name);
        Assert.Equal((string?)before["CodeSha256"], (string?)after["CodeSha256"]);
        Assert.Equal((string?)before["RevisionId"], (string?)after["RevisionId"]);
        Assert.Equal("\"first\"", (await lambda.InvokeAsync(name)).Payload);
    }

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task New_configuration_is_what_functions_see(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(FunctionSource.Python("""
            import os
            def handler(event, context):
                return [os.environ.get('COLOUR'), context.memory_limit_in_mb, os.environ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']]
            """));
        Assert.Equal("""[null,"128","128"]""", Compact(await lambda.InvokeAsync(name)));

        JsonObject answer = await lambda.LambdaAsync("UpdateFunctionConfiguration", new JsonObject
        {
            ["FunctionName"] = name,
            ["MemorySize"] = 256,
            ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["COLOUR"] = "green" } },
        });
        await lambda.ReadyAsync(name);

        Assert.Equal(("InProgress", "The function is being created.", "Creating"), UpdateStatus(answer));
        Assert.Equal("""["green","256","256"]""", Compact(await lambda.InvokeAsync(name)));
    }

    [Fact]
    public async Task What_an_update_does_not_name_stays()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(First, new JsonObject { ["Description"] = "kept", ["MemorySize"] = 512 });

        JsonObject after = await lambda.ConfigureAsync(name, new JsonObject { ["Timeout"] = 9 });

        Assert.Equal(("kept", 512, 9), ((string?)after["Description"], (int)after["MemorySize"]!, (int)after["Timeout"]!));
    }

    [Theory]
    [InlineData("UpdateFunctionCode")]
    [InlineData("UpdateFunctionConfiguration")]
    public async Task Another_revision_id_is_refused(string operation)
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(First);
        JsonObject parameters = new() { ["FunctionName"] = name, ["RevisionId"] = "wrong" };
        if (operation == "UpdateFunctionCode")
        {
            parameters["ZipFile"] = Blob.Of(Second.Archive);
        }

        AwsCallException refused = await lambda.RefusedAsync(operation, parameters);

        Assert.Equal(("PreconditionFailedException", 412), (refused.Code, refused.Status));
        Assert.Equal("The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id", refused.ServiceMessage);
        parameters["RevisionId"] = (string?)(await lambda.ReadyAsync(name))["RevisionId"];
        await lambda.LambdaAsync(operation, parameters);
        await lambda.ReadyAsync(name);
    }

    private static (string?, string?, string?) UpdateStatus(JsonObject answer)
        => ((string?)answer["LastUpdateStatus"], (string?)answer["LastUpdateStatusReason"], (string?)answer["LastUpdateStatusReasonCode"]);

    private static string Compact(InvokeAnswer answer) => answer.Json!.ToJsonString();
}
