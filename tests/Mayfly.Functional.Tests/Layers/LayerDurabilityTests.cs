using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Layers;

/// <summary>Layers, and the functions that use them, are there after the server was killed.</summary>
public sealed class LayerDurabilityTests : OwnServer
{
    private static readonly FunctionSource Reader = FunctionSource.Node("exports.handler = async () => require('fs').readFileSync('/opt/a', 'utf8');");

    [Fact]
    public async Task They_survive_a_kill()
    {
        MayflyServer server = await StartAsync();
        AwsClient lambda = server.Boto3();
        string kept = await lambda.LayerAsync(Archive.Of(("a", "kept")), "kept"), deleted = await lambda.LayerAsync(Archive.Of(("a", "deleted")), "deleted");
        string one = await lambda.CreateAsync(Reader, LayerCalls.Using(kept)), other = await lambda.CreateAsync(Reader, LayerCalls.Using(kept, deleted));
        await lambda.LambdaAsync("DeleteLayerVersion", LayerCalls.Version("deleted", 1));
        await lambda.LambdaAsync("AddLayerVersionPermission", new JsonObject { ["LayerName"] = "kept", ["VersionNumber"] = 1, ["StatementId"] = "s", ["Action"] = "lambda:GetLayerVersion", ["Principal"] = "*" });
        await lambda.InvokeAsync(other);

        server.Kill();
        await server.StartAgainAsync();

        lambda = server.Boto3();
        Assert.Equal("\"kept\"", (await lambda.InvokeAsync(one)).Payload);
        Assert.Equal("\"deleted\"", (await lambda.InvokeAsync(other)).Payload);
        Assert.Equal(kept, (string?)(await server.Boto3("888888888888").LambdaAsync("GetLayerVersionByArn", new JsonObject { ["Arn"] = kept }))["LayerVersionArn"]);
        Assert.EndsWith(":2", await lambda.LayerAsync(Archive.Of(("a", "2")), "deleted"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_isolation_search_paths_lead_to_layers()
    {
        MayflyServer server = await StartAsync(new ServerSettings { Sandbox = "process" });
        AwsClient lambda = server.Boto3();
        string one = await lambda.LayerAsync(Archive.Of(("nodejs/node_modules/one/index.js", "module.exports = 1;")));
        string two = await lambda.LayerAsync(Archive.Of(("nodejs/node_modules/two/index.js", "module.exports = 2;")));

        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => [require('one'), require('two')];"), LayerCalls.Using(one, two));

        Assert.Equal("[1,2]", (await lambda.InvokeAsync(name)).Payload);
    }
}
