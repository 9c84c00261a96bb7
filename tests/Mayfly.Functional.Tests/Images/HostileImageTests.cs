using System.Formats.Tar;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Images;

/// <summary>Images that would harm: they become no function, or a harmless one, and nothing is written or read outside.</summary>
public sealed class HostileImageTests(SharedServer shared) : IDisposable
{
    private const string Outside = "/tmp/mayfly-image-escaped";

    private readonly ImageLayout _layout = new();

    public static TheoryData<string> Kinds => ["up", "through a link", "hard link", "loop", "cut off", "no archive"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_ends_as_a_Failed_function_that_says_why(string kind)
    {
        _layout.AddArchives("v1", ImageCalls.Execution, LayerEntry.Archive(ImageCalls.Program()), Make(kind));

        JsonObject failed = await shared.Server.Boto3().CreateBrokenAsync(_layout.Uri("v1"));

        Assert.Equal("InvalidImage", (string?)failed["StateReasonCode"]);
        Assert.NotEmpty((string)failed["StateReason"]!);
        Assert.False(Path.Exists(Outside));
    }

    [Fact]
    public async Task Links_out_devices_and_special_modes_come_to_nothing()
    {
        AwsClient lambda = shared.Server.Boto3();
        _layout.Add(
            "v1",
            ImageCalls.Execution,
            [
                ImageCalls.Program(),
                LayerEntry.Link("tmp", "/etc"),
                LayerEntry.Link("up", "../../../../../.."),
                LayerEntry.File("up/tmp-of-image", "inside"),
                LayerEntry.Link("shadow", "/etc/shadow"),
                LayerEntry.File("disk", "") with { Kind = TarEntryType.BlockDevice },
                ImageCalls.Program("app/root") with { Mode = (UnixFileMode)0xFED },
            ]);
        string name = await lambda.CreateImageAsync(_layout.Uri("v1"));

        Assert.Equal("inside", (string?)await lambda.AskAsync(name, "read", "/tmp-of-image"));
        Assert.Equal("open /shadow: no such file or directory", (string?)await lambda.AskAsync(name, "read", "/shadow"));
        Assert.Equal("lstat /disk: no such file or directory", (string?)await lambda.AskAsync(name, "mode", "/disk"));
        Assert.Equal("-rwxr-xr-x", ((string?)await lambda.AskAsync(name, "mode", "/app/root"))![..10]);
        Assert.Equal("written", (string?)await lambda.AskAsync(name, "write", "/tmp/own", "own"));
        Assert.Equal("open /etc/own: no such file or directory", (string?)await lambda.AskAsync(name, "read", "/etc/own"));
        await lambda.ConfigureAsync(name, new JsonObject { ["ImageConfig"] = new JsonObject { ["EntryPoint"] = new JsonArray("/app/root") } });
        Assert.Equal("[993,990]", (await lambda.AskAsync(name, "ids"))!.ToJsonString());
    }

    [Fact]
    public async Task What_cannot_be_started_is_an_error_of_the_function_and_in_its_log()
    {
        AwsClient lambda = shared.Server.Boto3();
        _layout.Add("v1", ImageCalls.Execution, [ImageCalls.Program()]);
        string name = await lambda.CreateImageAsync(_layout.Uri("v1"), new JsonObject { ["ImageConfig"] = new JsonObject { ["EntryPoint"] = new JsonArray("/none") } });

        InvokeAnswer answer = await lambda.InvokeWithTailAsync(name, "{}");

        Assert.Equal("Unhandled", answer.FunctionError);
        Assert.Equal("Runtime.InvalidEntrypoint", (string?)answer.Json!["errorType"]);
        Assert.EndsWith("Error: fork/exec /none: no such file or directory", (string?)answer.Json["errorMessage"], StringComparison.Ordinal);
        Assert.Contains("Error: fork/exec /none: no such file or directory\nRuntime.InvalidEntrypoint\n", answer.LogTail, StringComparison.Ordinal);
        await Wait.UntilAsync("the line in the log", async () =>
        {
            JsonObject found = await lambda.LogsAsync("FilterLogEvents", new JsonObject { ["logGroupName"] = $"/aws/lambda/{name}", ["filterPattern"] = "IMAGE" });
            return found["events"]!.AsArray().Any(one => (string?)one!["message"] == "IMAGE\tLaunch error: fork/exec /none: no such file or directory\tEntrypoint: [/none]\tCmd: [app.handler]\tWorkingDir: [/app]");
        });
    }

    public void Dispose() => _layout.Dispose();

    private static byte[] Make(string kind) => kind switch
    {
        "up" => LayerEntry.Archive(LayerEntry.File("a/../../../../../../../../../.." + Outside, "out")),
        "through a link" => LayerEntry.Archive(LayerEntry.Link("away", "/no/such/folder"), LayerEntry.File("away/x", "out")),
        "hard link" => LayerEntry.Archive(LayerEntry.HardLink("passwd", "/etc/passwd")),
        "loop" => LayerEntry.Archive(LayerEntry.Link("loop", "loop"), LayerEntry.File("loop/x", "x")),
        "cut off" => LayerEntry.Archive(LayerEntry.File("a", new string('a', 2000)))[..1500],
        _ => "This is no archive, but it is as long as a block of one. "u8.ToArray(),
    };
}
