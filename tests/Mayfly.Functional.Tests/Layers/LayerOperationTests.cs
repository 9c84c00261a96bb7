using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Layers;

/// <summary>Publishing, reading, listing, sharing and deleting layers, as AWS answers it.</summary>
public sealed class LayerOperationTests(SharedServer shared)
{
    private static readonly byte[] Content = Archive.Of(("python/greeting.py", "text = 'hello'\n"));

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_version_is_published_and_read_back(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = FunctionCalls.NewName("layer");
        JsonObject published = await lambda.PublishLayerAsync(name, Content, new JsonObject
        {
            ["Description"] = "about",
            ["LicenseInfo"] = "MIT",
            ["CompatibleRuntimes"] = new JsonArray("python3.11", "python3.12"),
            ["CompatibleArchitectures"] = new JsonArray("x86_64"),
        });

        string arn = $"arn:aws:lambda:us-east-1:000000000000:layer:{name}";
        Assert.Equal((arn, $"{arn}:1", 1), ((string?)published["LayerArn"], (string?)published["LayerVersionArn"], (int?)published["Version"]));
        Assert.Equal(("about", "MIT"), ((string?)published["Description"], (string?)published["LicenseInfo"]));
        Assert.Equal(Content.Length, (int?)published["Content"]!["CodeSize"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$", (string?)published["CreatedDate"]);
        JsonObject read = await lambda.LambdaAsync("GetLayerVersion", LayerCalls.Version(name, 1));
        JsonObject byArn = await lambda.LambdaAsync("GetLayerVersionByArn", new JsonObject { ["Arn"] = $"{arn}:1" });
        foreach (string member in (string[])["LayerVersionArn", "Version", "CreatedDate", "CompatibleRuntimes", "CompatibleArchitectures", "LicenseInfo", "Description"])
        {
            Assert.Equal(published[member]!.ToJsonString(), read[member]?.ToJsonString());
            Assert.Equal(published[member]!.ToJsonString(), byArn[member]?.ToJsonString());
        }

        using HttpClient http = new();
        Assert.Equal(Content, await http.GetByteArrayAsync(new Uri((string)read["Content"]!["Location"]!), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Lists_show_what_runs_where_the_caller_says()
    {
        AwsClient lambda = shared.Server.Boto3("444444444444");
        await lambda.PublishLayerAsync("a", Content, new JsonObject { ["CompatibleRuntimes"] = new JsonArray("python3.11") });
        await lambda.PublishLayerAsync("a", Content, new JsonObject { ["CompatibleRuntimes"] = new JsonArray("python3.12"), ["CompatibleArchitectures"] = new JsonArray("arm64") });
        await lambda.PublishLayerAsync("b", Content);

        Assert.Equal(["a:2", "b:1"], await ListedAsync([]));
        Assert.Equal(["a:1"], await ListedAsync(new JsonObject { ["CompatibleRuntime"] = "python3.11" }));
        Assert.Equal(["a:2"], await ListedAsync(new JsonObject { ["CompatibleArchitecture"] = "arm64" }));
        JsonObject versions = await lambda.LambdaAsync("ListLayerVersions", new JsonObject { ["LayerName"] = "a" });
        Assert.Equal([2, 1], versions["LayerVersions"]!.AsArray().Select(version => (int)version!["Version"]!));
        JsonObject first = await lambda.LambdaAsync("ListLayerVersions", new JsonObject { ["LayerName"] = "a", ["MaxItems"] = 1 });
        JsonObject second = await lambda.LambdaAsync("ListLayerVersions", new JsonObject { ["LayerName"] = "a", ["Marker"] = (string?)first["NextMarker"] });
        Assert.Equal(1, (int?)Assert.Single(second["LayerVersions"]!.AsArray())!["Version"]);

        async Task<string[]> ListedAsync(JsonObject filter)
        {
            JsonObject listed = await lambda.LambdaAsync("ListLayers", filter);
            return [.. listed["Layers"]!.AsArray().Select(layer => $"{layer!["LayerName"]}:{layer["LatestMatchingVersion"]!["Version"]}")];
        }
    }

    [Fact]
    public async Task A_deleted_number_does_not_come_again()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = FunctionCalls.NewName("layer");
        await lambda.PublishLayerAsync(name, Content);
        await lambda.LambdaAsync("DeleteLayerVersion", LayerCalls.Version(name, 1));
        await lambda.LambdaAsync("DeleteLayerVersion", LayerCalls.Version(name, 1));

        AwsCallException refused = await lambda.RefusedAsync("GetLayerVersion", LayerCalls.Version(name, 1));

        Assert.Equal(("ResourceNotFoundException", 404, "The resource you requested does not exist."), (refused.Code, refused.Status, refused.ServiceMessage));
        Assert.Equal(2, (int?)(await lambda.PublishLayerAsync(name, Content))["Version"]);
    }

    [Theory]
    [InlineData("GetLayerVersion")]
    [InlineData("DeleteLayerVersion")]
    public async Task Numbers_begin_at_one(string operation)
    {
        AwsCallException refused = await shared.Server.Boto3().RefusedAsync(operation, LayerCalls.Version("any", -1));

        Assert.Equal(("InvalidParameterValueException", 400, "Layer Version Cannot be less than 1"), (refused.Code, refused.Status, refused.ServiceMessage));
    }

    [Fact]
    public async Task A_hostile_archive_is_refused()
    {
        AwsCallException refused = await Assert.ThrowsAsync<AwsCallException>(
            () => shared.Server.Boto3().PublishLayerAsync(FunctionCalls.NewName("layer"), Archive.Of(("../outside", "x"))));

        Assert.Equal(("InvalidParameterValueException", 400), (refused.Code, refused.Status));
    }

    [Fact]
    public async Task The_aws_command_publishes_and_lists()
    {
        string name = FunctionCalls.NewName("layer"), file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "layer.zip");
        await File.WriteAllBytesAsync(file, Content, TestContext.Current.CancellationToken);
        AwsCli aws = shared.Server.Cli();

        JsonObject published = await aws.JsonAsync("lambda", "publish-layer-version", "--layer-name", name, "--zip-file", $"fileb://{file}");
        JsonObject listed = await aws.JsonAsync("lambda", "list-layer-versions", "--layer-name", name);

        Assert.Equal((string?)published["LayerVersionArn"], (string?)Assert.Single(listed["LayerVersions"]!.AsArray())!["LayerVersionArn"]);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
