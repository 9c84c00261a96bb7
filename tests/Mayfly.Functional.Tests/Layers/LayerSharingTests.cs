using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Layers;

/// <summary>Policies of layer versions, and what other accounts may do with them.</summary>
public sealed class LayerSharingTests(SharedServer shared)
{
    private static readonly byte[] Content = Archive.Of(("shared.txt", "hello"));

    [Fact]
    public async Task A_policy_grows_and_shrinks_by_statements()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = FunctionCalls.NewName("layer");
        await lambda.PublishLayerAsync(name, Content);
        Assert.Equal("No policy is associated with the given resource.", (await lambda.RefusedAsync("GetLayerVersionPolicy", LayerCalls.Version(name, 1))).ServiceMessage);

        JsonObject added = await lambda.LambdaAsync("AddLayerVersionPermission", Grant(name, "s1", "*"));
        string arn = $"arn:aws:lambda:us-east-1:000000000000:layer:{name}:1";
        string statement = $$"""{"Sid":"s1","Effect":"Allow","Principal":"*","Action":"lambda:GetLayerVersion","Resource":"{{arn}}"}""";
        Assert.Equal(statement, (string?)added["Statement"]);
        JsonObject policy = await lambda.LambdaAsync("GetLayerVersionPolicy", LayerCalls.Version(name, 1));
        Assert.Equal($$"""{"Version":"2012-10-17","Id":"default","Statement":[{{statement}}]}""", (string?)policy["Policy"]);
        Assert.Equal((string?)added["RevisionId"], (string?)policy["RevisionId"]);

        await RefusedAsync("AddLayerVersionPermission", Grant(name, "s1", "*"), "ResourceConflictException", 409, "The statement id (s1) provided already exists. Please provide a new statement id, or remove the existing statement.");
        const string Wrong = "The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id";
        await RefusedAsync("AddLayerVersionPermission", With(Grant(name, "s2", "*"), "RevisionId", "wrong"), "PreconditionFailedException", 412, Wrong);
        await RefusedAsync("RemoveLayerVersionPermission", With(Named(name, 1, "s1"), "RevisionId", "wrong"), "PreconditionFailedException", 412, Wrong);
        await RefusedAsync("RemoveLayerVersionPermission", Named(name, 1, "s9"), "ResourceNotFoundException", 404, "Statement s9 is not found in resource policy.");
        await RefusedAsync("RemoveLayerVersionPermission", Named(name, 7, "s1"), "ResourceNotFoundException", 404, $"Layer version {arn[..^1]}7 does not exist.");
        await lambda.LambdaAsync("RemoveLayerVersionPermission", Named(name, 1, "s1"));
        await RefusedAsync("GetLayerVersionPolicy", LayerCalls.Version(name, 1), "ResourceNotFoundException", 404, "No policy is associated with the given resource.");

        async Task RefusedAsync(string operation, JsonObject parameters, string code, int status, string text)
        {
            AwsCallException refused = await lambda.RefusedAsync(operation, parameters);
            Assert.Equal((code, status, text), (refused.Code, refused.Status, refused.ServiceMessage));
        }
    }

    [Fact]
    public async Task Another_account_uses_a_layer_when_the_policy_shares_it()
    {
        AwsClient owner = shared.Server.Boto3("555555555555"), other = shared.Server.Boto3("666666666666");
        string name = FunctionCalls.NewName("layer");
        string arn = (string)(await owner.PublishLayerAsync(name, Content))["LayerVersionArn"]!;
        FunctionSource reader = FunctionSource.Node("exports.handler = async () => require('fs').readFileSync('/opt/shared.txt', 'utf8');");
        JsonObject creation = LayerCalls.Using(arn);
        creation["Role"] = "arn:aws:iam::666666666666:role/any";

        AwsCallException refused = await other.RefusedAsync("CreateFunction", FunctionCalls.Creation(FunctionCalls.NewName(), reader, creation));
        Assert.Equal(("AccessDeniedException", 403), (refused.Code, refused.Status));
        Assert.Equal("AccessDeniedException", (await other.RefusedAsync("GetLayerVersionByArn", new JsonObject { ["Arn"] = arn })).Code);
        await owner.LambdaAsync("AddLayerVersionPermission", Grant(name, "s", "777777777777"));
        Assert.Equal("AccessDeniedException", (await other.RefusedAsync("GetLayerVersionByArn", new JsonObject { ["Arn"] = arn })).Code);
        await owner.LambdaAsync("AddLayerVersionPermission", Grant(name, "t", "666666666666"));

        Assert.Equal(arn, (string?)(await other.LambdaAsync("GetLayerVersionByArn", new JsonObject { ["Arn"] = arn }))["LayerVersionArn"]);
        string function = await other.CreateAsync(reader, creation);
        Assert.Equal("\"hello\"", (await other.InvokeAsync(function)).Payload);
        Assert.Equal("AccessDeniedException", (await other.RefusedAsync("DeleteLayerVersion", new JsonObject { ["LayerName"] = arn[..^2], ["VersionNumber"] = 1 })).Code);
    }

    private static JsonObject Grant(string layer, string statement, string principal) => new()
    {
        ["LayerName"] = layer,
        ["VersionNumber"] = 1,
        ["StatementId"] = statement,
        ["Action"] = "lambda:GetLayerVersion",
        ["Principal"] = principal,
    };

    private static JsonObject Named(string layer, int version, string statement) => With(LayerCalls.Version(layer, version), "StatementId", statement);

    private static JsonObject With(JsonObject parameters, string member, string value)
    {
        parameters[member] = value;
        return parameters;
    }
}
