using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Policies;

/// <summary>Policies, event invoke configurations and runtime management, through real clients.</summary>
public sealed class PolicyTests(SharedServer shared)
{
    private const string Arns = "arn:aws:lambda:us-east-1:000000000000:function:";

    private static readonly FunctionSource Source = FunctionSource.Node("exports.handler = async () => 1;");

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task Permissions_are_added_read_and_removed(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Source, new JsonObject { ["Publish"] = true });
        JsonObject permission = new()
        {
            ["FunctionName"] = name,
            ["StatementId"] = "s3",
            ["Action"] = "lambda:InvokeFunction",
            ["Principal"] = "s3.amazonaws.com",
            ["SourceArn"] = "arn:aws:s3:::bucket",
            ["Qualifier"] = "1",
        };
        string statement = (string)(await lambda.LambdaAsync("AddPermission", permission))["Statement"]!;
        JsonObject policy = await lambda.LambdaAsync("GetPolicy", new JsonObject { ["FunctionName"] = $"{Arns}{name}:1" });

        Assert.Equal(
            $$$"""{"Sid":"s3","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"{{{Arns}}}{{{name}}}:1","Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::bucket"} } }""".Replace(" ", "", StringComparison.Ordinal),
            statement);
        Assert.Equal(statement, JsonNode.Parse((string)policy["Policy"]!)!["Statement"]![0]!.ToJsonString());
        AwsCallException twice = await lambda.RefusedAsync("AddPermission", permission);
        Assert.Equal(("ResourceConflictException", 409), (twice.Code, twice.Status));

        await lambda.LambdaAsync("RemovePermission", new JsonObject { ["FunctionName"] = name, ["StatementId"] = "s3", ["Qualifier"] = "1", ["RevisionId"] = (string?)policy["RevisionId"] });
        AwsCallException gone = await lambda.RefusedAsync("GetPolicy", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = "1" });
        Assert.Equal((404, "The resource you requested does not exist."), (gone.Status, gone.ServiceMessage));
    }

    [Fact]
    public async Task A_whole_policy_travels_over_the_wire()
    {
        string name = await shared.Server.Boto3().CreateAsync(Source);
        string path = $"/2026-07-09/resource-policy/{Uri.EscapeDataString(Arns + name)}";
        string policy = $$"""{"Version":"2012-10-17","Id":"default","Statement":[{"Sid":"a","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"{{Arns}}{{name}}"}]}""";

        RawAnswer put = await shared.Server.Raw().SendAsync(HttpMethod.Put, path, new JsonObject { ["Policy"] = policy });
        RawAnswer read = await shared.Server.Raw().SendAsync(HttpMethod.Get, path);
        RawAnswer deleted = await shared.Server.Raw().SendAsync(HttpMethod.Delete, path);
        RawAnswer gone = await shared.Server.Raw().SendAsync(HttpMethod.Get, path);

        Assert.Equal((200, policy), (put.Status, (string?)put.Json["Policy"]));
        Assert.Equal(put.Text, read.Text);
        Assert.Equal((204, 404), (deleted.Status, gone.Status));
    }

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task Event_invoke_configurations_are_kept(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Source), other = await lambda.CreateAsync(Source);
        JsonObject put = await lambda.LambdaAsync("PutFunctionEventInvokeConfig", new JsonObject
        {
            ["FunctionName"] = name,
            ["MaximumRetryAttempts"] = 1,
            ["DestinationConfig"] = new JsonObject { ["OnSuccess"] = new JsonObject { ["Destination"] = Arns + other } },
        });
        JsonObject updated = await lambda.LambdaAsync("UpdateFunctionEventInvokeConfig", new JsonObject { ["FunctionName"] = name, ["MaximumEventAgeInSeconds"] = 60 });
        JsonObject read = await lambda.LambdaAsync("GetFunctionEventInvokeConfig", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = "$LATEST" });
        JsonObject listed = await lambda.LambdaAsync("ListFunctionEventInvokeConfigs", new JsonObject { ["FunctionName"] = name });

        Assert.Equal($"{Arns}{name}:$LATEST", (string?)put["FunctionArn"]);
        Assert.Equal((1, 60, Arns + other), ((int)updated["MaximumRetryAttempts"]!, (int)updated["MaximumEventAgeInSeconds"]!, (string?)updated["DestinationConfig"]!["OnSuccess"]!["Destination"]));
        Assert.Equal(updated.ToJsonString(), read.ToJsonString());
        Assert.Equal(read.ToJsonString(), Assert.Single(listed["FunctionEventInvokeConfigs"]!.AsArray())!.ToJsonString());
        await lambda.LambdaAsync("DeleteFunctionEventInvokeConfig", new JsonObject { ["FunctionName"] = name });
        Assert.Equal(404, (await lambda.RefusedAsync("GetFunctionEventInvokeConfig", new JsonObject { ["FunctionName"] = name })).Status);
    }

    [Fact]
    public async Task A_runtime_is_pinned_and_let_go()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Source);
        string arn = (string)(await lambda.ReadyAsync(name))["RuntimeVersionConfig"]!["RuntimeVersionArn"]!;

        await lambda.LambdaAsync("PutRuntimeManagementConfig", new JsonObject { ["FunctionName"] = name, ["UpdateRuntimeOn"] = "Manual", ["RuntimeVersionArn"] = arn });
        JsonObject pinned = await lambda.LambdaAsync("GetRuntimeManagementConfig", new JsonObject { ["FunctionName"] = name });
        Assert.Equal(("Manual", arn), ((string?)pinned["UpdateRuntimeOn"], (string?)pinned["RuntimeVersionArn"]));
        Assert.Equal("1", (await lambda.InvokeAsync(name)).Payload);
        await lambda.LambdaAsync("PutRuntimeManagementConfig", new JsonObject { ["FunctionName"] = name, ["UpdateRuntimeOn"] = "Auto" });
        Assert.Equal("1", (await lambda.InvokeAsync(name)).Payload);
    }
}
