using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.HotReload;

/// <summary>Functions that are a folder of the machine, shown live.</summary>
public sealed class HotReloadTests : OwnServer
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mayfly-hot-");

    public HotReloadTests() => File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);

    [Theory]
    [InlineData("node", "bubblewrap")]
    [InlineData("python", "bubblewrap")]
    [InlineData("node", "process")]
    public async Task A_change_is_served_without_a_deployment(string language, string sandbox)
    {
        MayflyServer server = await StartAsync(new ServerSettings { Sandbox = sandbox });
        AwsClient lambda = server.Boto3();
        Write(language, "first");
        string name = await lambda.CreateAsync(Source(language), Folder(_folder.FullName));
        Assert.Equal("[\"first\",1]", (await lambda.InvokeAsync(name)).Payload.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("[\"first\",2]", (await lambda.InvokeAsync(name)).Payload.Replace(" ", "", StringComparison.Ordinal));

        Write(language, "second");
        await ServedAsync("second");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "lib"));
        Write(language, "third", "lib");
        Write(language, "third");
        await ServedAsync("third");

        Task ServedAsync(string text) => Wait.ForAsync<object>($"{text} to be served", async () =>
            (await lambda.InvokeAsync(name)).Payload.Contains(text, StringComparison.Ordinal) ? text : null);
    }

    [Fact]
    public async Task A_function_goes_between_folder_and_package_and_survives_a_kill()
    {
        MayflyServer server = await StartAsync();
        AwsClient lambda = server.Sdk();
        Write("node", "live");
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => 'packed';"));
        JsonObject update = Folder(_folder.FullName)["Code"]!.DeepClone().AsObject();
        update["FunctionName"] = name;
        await lambda.LambdaAsync("UpdateFunctionCode", update);
        await lambda.ReadyAsync(name);
        Assert.Equal("[\"live\",1]", (await lambda.InvokeAsync(name)).Payload);
        JsonObject shown = await lambda.LambdaAsync("GetFunction", new JsonObject { ["FunctionName"] = name });
        Assert.Equal($"file://{_folder.FullName}", (string?)shown["Code"]!["Location"]);

        server.Kill();
        await server.StartAgainAsync();
        lambda = server.Sdk();
        Assert.Equal("[\"live\",1]", (await lambda.InvokeAsync(name)).Payload);
        await lambda.UpdateCodeAsync(name, FunctionSource.Node("exports.handler = async () => 'packed again';"));
        Assert.Equal("\"packed again\"", (await lambda.InvokeAsync(name)).Payload);
    }

    [Theory]
    [InlineData("relative/folder", "must be the absolute path of a folder")]
    [InlineData("/no/such/folder", "/no/such/folder is none that can be shown")]
    [InlineData("/", "/ is none that can be shown")]
    public async Task What_is_no_folder_is_refused(string path, string text)
    {
        MayflyServer server = await StartAsync();

        AwsCallException refused = await server.Boto3().RefusedAsync("CreateFunction", FunctionCalls.Creation("f", Source("node"), Folder(path)));

        Assert.Equal(("InvalidParameterValueException", 400), (refused.Code, refused.Status));
        Assert.Contains(text, refused.ServiceMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_switched_off()
    {
        MayflyServer server = await StartAsync("Functions:HotReload", "false");

        AwsCallException refused = await server.Boto3().RefusedAsync("CreateFunction", FunctionCalls.Creation("f", Source("node"), Folder(_folder.FullName)));

        Assert.Contains("switched off", refused.ServiceMessage, StringComparison.Ordinal);
    }

    private static FunctionSource Source(string language) => language == "node" ? FunctionSource.Node("unused") : FunctionSource.Python("unused");

    private static JsonObject Folder(string path) => new() { ["Code"] = new JsonObject { ["S3Bucket"] = "hot-reload", ["S3Key"] = path } };

    private void Write(string language, string text, string under = "")
    {
        string file = Path.Combine(_folder.FullName, under, language == "node" ? "index.js" : "app.py");
        File.WriteAllText(file, language == "node"
            ? $"let n = 0; exports.handler = async () => ['{text}', ++n];"
            : $"n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    return ['{text}', n]\n");
    }
}
