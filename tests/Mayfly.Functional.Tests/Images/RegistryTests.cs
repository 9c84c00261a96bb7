using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Images;

/// <summary>Functions that are container images, out of a registry.</summary>
public sealed class RegistryTests : OwnServer
{
    private const string Secret = "planted-in-image-8a41c6";

    private readonly ImageLayout _layout = new();

    [Fact]
    public async Task An_image_is_fetched_once_kept_encrypted_and_outlives_registry_and_server()
    {
        RegistryServer registry = new(_layout);
        string digest = _layout.Add("v1", ImageCalls.Execution, [ImageCalls.Program()], [LayerEntry.File("secret", Secret)]);
        MayflyServer server = await StartAsync("Images:PlainHttp:0", registry.Address);
        AwsClient lambda = server.Boto3();

        string byTag = await lambda.CreateImageAsync($"{registry.Address}/team/app:v1");
        Assert.Equal(Secret, (string?)await lambda.AskAsync(byTag, "read", "/secret"));
        string byDigest = await lambda.CreateImageAsync($"{registry.Address}/team/app@{digest}");
        Assert.Equal(Secret, (string?)await lambda.AskAsync(byDigest, "read", "/secret"));
        JsonObject shown = await lambda.LambdaAsync("GetFunction", new JsonObject { ["FunctionName"] = byTag });
        Assert.Equal(($"{registry.Address}/team/app:v1", $"{registry.Address}/team/app@{digest}"), ((string?)shown["Code"]!["ImageUri"], (string?)shown["Code"]!["ResolvedImageUri"]));
        Assert.Single(server.Log.Split('\n'), line => line.Contains($"was fetched: {digest}", StringComparison.Ordinal));

        await registry.DisposeAsync();
        server.Kill();
        AssertNowhere(server.DataDirectory, Secret);
        await server.StartAgainAsync();
        Assert.Equal(Secret, (string?)await server.Boto3().AskAsync(byTag, "read", "/secret"));
    }

    [Fact]
    public async Task A_registrys_credentials_are_those_of_the_file_that_is_configured()
    {
        await using RegistryServer known = new(_layout, "me:secret"), strange = new(_layout, "me:another");
        _layout.Add("v1", ImageCalls.Execution, [ImageCalls.Program()]);
        string file = Path.Combine(_layout.Folder, "auth.json");
        File.WriteAllText(file, RegistryServer.AuthFile(known.Address, "me:secret"));
        MayflyServer server = await StartAsync(new ServerSettings
        {
            Options = new Dictionary<string, string> { ["Images:PlainHttp:0"] = known.Address, ["Images:PlainHttp:1"] = strange.Address, ["Images:AuthFile"] = file },
        });
        AwsClient lambda = server.Sdk();

        Assert.Equal("/app", (string?)await lambda.AskAsync(await lambda.CreateImageAsync($"{known.Address}/app:v1"), "folder"));
        AwsCallException refused = await lambda.RefusedAsync("CreateFunction", ImageCalls.Creation(FunctionCalls.NewName(), $"{strange.Address}/app:v1"));

        Assert.Equal(("AccessDeniedException", 403), (refused.Code, refused.Status));
        Assert.StartsWith("Lambda does not have permission to access the ECR image. Check the ECR permissions.", refused.ServiceMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_had_is_refused_and_makes_no_function()
    {
        await using RegistryServer allowed = new(_layout), other = new(_layout);
        string gone = "127.0.0.1:9";
        MayflyServer server = await StartAsync(new ServerSettings
        {
            Options = new Dictionary<string, string> { ["Images:PlainHttp:0"] = allowed.Address, ["Images:PlainHttp:1"] = gone, ["Images:Registries:0"] = allowed.Address, ["Images:Registries:1"] = gone },
        });
        AwsClient lambda = server.Boto3();

        await AssertRefusedAsync($"{allowed.Address}/app:none", "InvalidParameterValueException", $"Source image {allowed.Address}/app:none does not exist. Provide a valid source image.");
        await AssertRefusedAsync($"{gone}/app:v1", "InvalidParameterValueException", $"Source image {gone}/app:v1 cannot be read now. The registry {gone} could not be read from: ");
        await AssertRefusedAsync($"{other.Address}/app:v1", "AccessDeniedException", "Lambda does not have permission to access the ECR image.");
        Assert.Equal(0, other.Requests);
        Assert.Empty((await lambda.LambdaAsync("ListFunctions", []))["Functions"]!.AsArray());

        async Task AssertRefusedAsync(string uri, string code, string message)
        {
            AwsCallException refused = await lambda.RefusedAsync("CreateFunction", ImageCalls.Creation(FunctionCalls.NewName(), uri));
            Assert.Equal(code, refused.Code);
            Assert.StartsWith(message, refused.ServiceMessage, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_skopeo_a_refusal_tells_how_to_have_it_and_folders_work()
    {
        _layout.Add("v1", ImageCalls.Execution, [ImageCalls.Program()]);
        MayflyServer server = await StartAsync("Images:Skopeo", "/no/such/skopeo");
        AwsClient lambda = server.Boto3();

        AwsCallException refused = await lambda.RefusedAsync("CreateFunction", ImageCalls.Creation(FunctionCalls.NewName(), "localhost:5000/app:v1"));
        string name = await lambda.CreateImageAsync(_layout.Uri("v1"));

        Assert.Equal("InvalidParameterValueException", refused.Code);
        Assert.Contains("Install it (apt-get install skopeo", refused.ServiceMessage, StringComparison.Ordinal);
        Assert.Equal("/app", (string?)await lambda.AskAsync(name, "folder"));
    }

    [Fact]
    public async Task Folders_are_refused_where_they_are_not_allowed()
    {
        _layout.Add("v1", ImageCalls.Execution, [ImageCalls.Program()]);
        MayflyServer server = await StartAsync("Images:LocalLayouts", "false");

        AwsCallException refused = await server.Boto3().RefusedAsync("CreateFunction", ImageCalls.Creation(FunctionCalls.NewName(), _layout.Uri("v1")));

        Assert.Equal("AccessDeniedException", refused.Code);
        Assert.Contains("Images:LocalLayouts", refused.ServiceMessage, StringComparison.Ordinal);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _layout.Dispose();
    }

    private static void AssertNowhere(string folder, string secret)
    {
        string[] files = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0)];
        Assert.Contains(files, file => file.EndsWith(".blob", StringComparison.Ordinal));
        Assert.All(files, file => Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret)) < 0, $"{secret} stands in {file}."));
    }
}
