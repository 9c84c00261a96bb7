using System.IO.Compression;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Layers;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.CodeSigning;

/// <summary>Packages that mayfly sign has signed, functions that ask for them, and what else such functions are offered.</summary>
public sealed class CodeSigningTests : OwnServer
{
    private const string Profile = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/build/0123456789";
    private const string OtherProfile = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/other/0123456789";

    private static readonly FunctionSource _source = FunctionSource.Node("exports.handler = async () => 'signed';");

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_signed_package_is_deployed_and_its_signer_shown(string client)
    {
        using SigningKey key = new();
        AwsClient lambda = (await StartAsync(key)).Client(client);
        string config = await ConfigAsync(lambda, "Enforce");
        (byte[] package, string job) = await key.SignAsync(_source.Archive, Profile);

        string name = await lambda.CreateAsync(_source with { Archive = package }, new JsonObject { ["CodeSigningConfigArn"] = config });

        JsonObject shown = await lambda.ReadyAsync(name);
        Assert.Equal((Profile, job), ((string?)shown["SigningProfileVersionArn"], (string?)shown["SigningJobArn"]));
        Assert.StartsWith("arn:aws:signer:us-east-1:000000000000:/signing-jobs/", job, StringComparison.Ordinal);
        Assert.Equal("\"signed\"", (await lambda.InvokeAsync(name)).Payload);
        Assert.Equal(
            (config, name),
            await lambda.LambdaAsync("GetFunctionCodeSigningConfig", Named(name)) is var of ? ((string?)of["CodeSigningConfigArn"], (string?)of["FunctionName"]) : default);
    }

    [Fact]
    public async Task What_is_not_signed_by_an_allowed_publisher_is_refused()
    {
        using SigningKey key = new(), stranger = new();
        AwsClient lambda = (await StartAsync(key)).Boto3();
        string config = await ConfigAsync(lambda, "Enforce");
        byte[] signed = (await key.SignAsync(_source.Archive, Profile)).Package;
        string name = await lambda.CreateAsync(_source with { Archive = signed }, new JsonObject { ["CodeSigningConfigArn"] = config });
        byte[][] untrusted = [_source.Archive, (await key.SignAsync(_source.Archive, OtherProfile)).Package, (await stranger.SignAsync(_source.Archive, Profile)).Package];

        foreach (byte[] package in untrusted)
        {
            AwsCallException refused = await lambda.RefusedAsync("UpdateFunctionCode", Update(name, package));
            Assert.Equal(("CodeVerificationFailedException", 400), (refused.Code, refused.Status));
            Assert.StartsWith("Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept.", refused.ServiceMessage, StringComparison.Ordinal);
        }

        Assert.Equal(
            "CodeVerificationFailedException",
            (await lambda.RefusedAsync("CreateFunction", FunctionCalls.Creation(FunctionCalls.NewName(), _source, new JsonObject { ["CodeSigningConfigArn"] = config }))).Code);
        Assert.Equal("\"signed\"", (await lambda.InvokeAsync(name)).Payload);
    }

    [Theory]
    [InlineData("Enforce")]
    [InlineData("Warn")]
    public async Task What_was_changed_after_it_was_signed_is_refused_even_where_others_are_only_warned_of(string policy)
    {
        using SigningKey key = new();
        AwsClient lambda = (await StartAsync(key)).Boto3();
        byte[] tampered = Tampered((await key.SignAsync(_source.Archive, Profile)).Package);

        AwsCallException refused = await lambda.RefusedAsync(
            "CreateFunction", FunctionCalls.Creation(FunctionCalls.NewName(), _source with { Archive = tampered }, new JsonObject { ["CodeSigningConfigArn"] = await ConfigAsync(lambda, policy) }));

        Assert.Equal(("InvalidCodeSignatureException", 400), (refused.Code, refused.Status));
    }

    [Fact]
    public async Task Where_it_only_warns_an_unsigned_package_is_taken_and_logged()
    {
        using SigningKey key = new();
        MayflyServer server = await StartAsync(key);
        AwsClient lambda = server.Boto3();
        string name = await lambda.CreateAsync(_source, new JsonObject { ["CodeSigningConfigArn"] = await ConfigAsync(lambda, "Warn") });

        Assert.Null((await lambda.ReadyAsync(name))["SigningProfileVersionArn"]);
        Assert.Contains($"A package or layer for {name}, whose code signing configuration is", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Layers_must_be_signed_too()
    {
        using SigningKey key = new();
        AwsClient lambda = (await StartAsync(key)).Sdk();
        string config = await ConfigAsync(lambda, "Enforce");
        string name = await lambda.CreateAsync(_source with { Archive = (await key.SignAsync(_source.Archive, Profile)).Package }, new JsonObject { ["CodeSigningConfigArn"] = config });
        byte[] content = Archive.Of(("lib.js", "1"));
        (byte[] package, string job) = await key.SignAsync(content, Profile);
        string unsigned = await lambda.LayerAsync(content), signed = await lambda.LayerAsync(package);

        Assert.Equal("CodeVerificationFailedException", (await lambda.RefusedAsync("UpdateFunctionConfiguration", Layered(name, unsigned))).Code);
        await lambda.LambdaAsync("UpdateFunctionConfiguration", Layered(name, signed));

        JsonNode layer = Assert.Single((await lambda.ReadyAsync(name))["Layers"]!.AsArray())!;
        Assert.Equal((signed, Profile, job), ((string?)layer["Arn"], (string?)layer["SigningProfileVersionArn"], (string?)layer["SigningJobArn"]));
        JsonObject version = await lambda.LambdaAsync("GetLayerVersionByArn", new JsonObject { ["Arn"] = signed });
        Assert.Equal((Profile, job), ((string?)version["Content"]!["SigningProfileVersionArn"], (string?)version["Content"]!["SigningJobArn"]));
    }

    [Fact]
    public async Task All_of_it_survives_the_server()
    {
        using SigningKey key = new();
        MayflyServer server = await StartAsync(key);
        AwsClient lambda = server.Boto3();
        string config = await ConfigAsync(lambda, "Enforce");
        (byte[] package, string job) = await key.SignAsync(_source.Archive, Profile);
        string name = await lambda.CreateAsync(_source with { Archive = package }, new JsonObject { ["CodeSigningConfigArn"] = config });
        JsonObject before = await lambda.LambdaAsync("GetCodeSigningConfig", Config(config));

        server.Kill();
        await server.StartAgainAsync();

        lambda = server.Boto3();
        Assert.True(JsonNode.DeepEquals(before, await lambda.LambdaAsync("GetCodeSigningConfig", Config(config))));
        Assert.Equal(job, (string?)(await lambda.ReadyAsync(name))["SigningJobArn"]);
        Assert.Equal("CodeVerificationFailedException", (await lambda.RefusedAsync("UpdateFunctionCode", Update(name, _source.Archive))).Code);
        Assert.Equal("ResourceConflictException", (await lambda.RefusedAsync("DeleteCodeSigningConfig", Config(config))).Code);
        await lambda.LambdaAsync("DeleteFunctionCodeSigningConfig", Named(name));
        await lambda.LambdaAsync("DeleteCodeSigningConfig", Config(config));
        await lambda.LambdaAsync("UpdateFunctionCode", Update(name, _source.Archive));
    }

    [Fact]
    public async Task A_function_that_is_not_there_gets_none()
    {
        using SigningKey key = new();
        AwsClient lambda = (await StartAsync(key)).Boto3();

        AwsCallException refused = await lambda.RefusedAsync("PutFunctionCodeSigningConfig", new JsonObject { ["FunctionName"] = "nothing", ["CodeSigningConfigArn"] = await ConfigAsync(lambda, "Warn") });

        Assert.Equal(("ResourceNotFoundException", "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nothing"), (refused.Code, refused.ServiceMessage));
    }

    private Task<MayflyServer> StartAsync(SigningKey key) => StartAsync(new ServerSettings
    {
        Options = new Dictionary<string, string>
        {
            ["CodeSigning:Profiles:0:Arn"] = Profile,
            ["CodeSigning:Profiles:0:Keys:0"] = key.Certificate,
            ["CodeSigning:Profiles:1:Arn"] = OtherProfile,
            ["CodeSigning:Profiles:1:Keys:0"] = key.Certificate,
        },
    });

    private static async Task<string> ConfigAsync(AwsClient lambda, string policy) => (string)(await lambda.LambdaAsync("CreateCodeSigningConfig", new JsonObject
    {
        ["AllowedPublishers"] = new JsonObject { ["SigningProfileVersionArns"] = new JsonArray(Profile) },
        ["CodeSigningPolicies"] = new JsonObject { ["UntrustedArtifactOnDeployment"] = policy },
    }))["CodeSigningConfig"]!["CodeSigningConfigArn"]!;

    private static JsonObject Named(string name) => new() { ["FunctionName"] = name };

    private static JsonObject Config(string arn) => new() { ["CodeSigningConfigArn"] = arn };

    private static JsonObject Update(string name, byte[] package) => new() { ["FunctionName"] = name, ["ZipFile"] = Blob.Of(package) };

    private static JsonObject Layered(string name, string layer) => new() { ["FunctionName"] = name, ["Layers"] = new JsonArray(layer) };

    /// <summary>With other code, and the signature as it was.</summary>
    private static byte[] Tampered(byte[] package)
    {
        using MemoryStream stream = new();
        stream.Write(package);
        using (ZipArchive archive = new(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry("index.js")!.Delete();
            using Stream code = archive.CreateEntry("index.js").Open();
            code.Write("exports.handler = async () => 'tampered';"u8);
        }

        return stream.ToArray();
    }
}
