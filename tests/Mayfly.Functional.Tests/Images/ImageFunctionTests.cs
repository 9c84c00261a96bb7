using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Images;

/// <summary>Functions that are container images, out of a folder of this machine.</summary>
public sealed class ImageFunctionTests(SharedServer shared) : IDisposable
{
    private readonly ImageLayout _layout = new();

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task An_image_is_created_shown_invoked_and_deleted(string driver)
    {
        AwsClient lambda = shared.Server.Client(driver);
        string digest = _layout.Add("v1", ImageCalls.Execution, [ImageCalls.Program()]);
        string name = FunctionCalls.NewName();

        JsonObject created = await lambda.LambdaAsync("CreateFunction", ImageCalls.Creation(name, _layout.Uri("v1")));
        JsonObject active = await lambda.ReadyAsync(name);
        JsonObject shown = await lambda.LambdaAsync("GetFunction", new JsonObject { ["FunctionName"] = name });

        Assert.Equal(("Pending", "Creating", "Image"), ((string?)created["State"], (string?)created["StateReasonCode"], (string?)created["PackageType"]));
        Assert.Equal((digest[7..], 0), ((string?)active["CodeSha256"], (int?)active["CodeSize"]));
        Assert.All((string[])["Runtime", "Handler", "Layers", "ImageConfigResponse"], member => Assert.Null(active[member]));
        Assert.Equal("ECR", (string?)shown["Code"]!["RepositoryType"]);
        Assert.Equal(_layout.Uri("v1"), (string?)shown["Code"]!["ImageUri"]);
        Assert.Equal($"oci:{_layout.Folder}@{digest}", (string?)shown["Code"]!["ResolvedImageUri"]);
        Assert.Null(shown["Code"]!["Location"]);
        Assert.Equal("""["/app/serve","app.handler"]""", (await lambda.AskAsync(name, "arguments"))!.ToJsonString());
        await lambda.DeleteAsync(name);
    }

    [Fact]
    public async Task The_program_has_the_images_variables_and_those_of_every_function()
    {
        AwsClient lambda = shared.Server.Boto3();
        _layout.Add("v1", ImageCalls.Execution, [ImageCalls.Program()]);
        string name = await lambda.CreateImageAsync(_layout.Uri("v1"), new JsonObject
        {
            ["MemorySize"] = 256,
            ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["OF_FUNCTION"] = "mine", ["LANG"] = "de_DE" } },
        });

        JsonObject variables = (await lambda.AskAsync(name, "environment"))!.AsObject();

        Assert.Equal(("yes", "mine", "de_DE", "/app:/usr/bin"), ((string?)variables["OF_IMAGE"], (string?)variables["OF_FUNCTION"], (string?)variables["LANG"], (string?)variables["PATH"]));
        Assert.Equal((name, "$LATEST", "256"), ((string?)variables["AWS_LAMBDA_FUNCTION_NAME"], (string?)variables["AWS_LAMBDA_FUNCTION_VERSION"], (string?)variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]));
        Assert.Equal(("us-east-1", ":UTC", "/var/task", "/var/runtime"), ((string?)variables["AWS_REGION"], (string?)variables["TZ"], (string?)variables["LAMBDA_TASK_ROOT"], (string?)variables["LAMBDA_RUNTIME_DIR"]));
        Assert.Equal("127.0.0.1:9001", (string?)variables["AWS_LAMBDA_RUNTIME_API"]);
        Assert.False(variables.ContainsKey("_HANDLER"));
        Assert.False(variables.ContainsKey("AWS_EXECUTION_ENV"));
        Assert.Equal("/app", (string?)await lambda.AskAsync(name, "folder"));
    }

    [Fact]
    public async Task It_sees_the_images_files_and_can_write_to_tmp_only()
    {
        AwsClient lambda = shared.Server.Boto3();
        _layout.Add(
            "v1",
            ImageCalls.Execution,
            [ImageCalls.Program(), LayerEntry.File("etc/secret-of-base", "below"), LayerEntry.File("data/replaced", "old"), LayerEntry.File("data/removed", "x"), LayerEntry.File("cleared/old", "x"), LayerEntry.File("etc/hosts", "1.2.3.4 wrong")],
            [LayerEntry.File("data/replaced", "new"), LayerEntry.Whiteout("data/removed"), LayerEntry.Opaque("cleared"), LayerEntry.File("cleared/new", "x"), LayerEntry.Link("link", "/data/replaced")]);
        string name = await lambda.CreateImageAsync(_layout.Uri("v1"), new JsonObject { ["EphemeralStorage"] = new JsonObject { ["Size"] = 600 } });

        Assert.Equal("""["app","cleared","data","dev","etc","link","proc","tmp"]""", (await lambda.AskAsync(name, "list", "/"))!.ToJsonString());
        Assert.Equal("""["hosts","resolv.conf","secret-of-base"]""", (await lambda.AskAsync(name, "list", "/etc"))!.ToJsonString());
        Assert.Equal("new", (string?)await lambda.AskAsync(name, "read", "/link"));
        Assert.Equal("""["replaced"]""", (await lambda.AskAsync(name, "list", "/data"))!.ToJsonString());
        Assert.Equal("""["new"]""", (await lambda.AskAsync(name, "list", "/cleared"))!.ToJsonString());
        Assert.StartsWith("127.0.0.1 localhost", (string?)await lambda.AskAsync(name, "read", "/etc/hosts"), StringComparison.Ordinal);
        Assert.Equal("open /app/x: read-only file system", (string?)await lambda.AskAsync(name, "write", "/app/x"));
        Assert.Equal("written", (string?)await lambda.AskAsync(name, "write", "/tmp/x", "mine"));
        Assert.Equal("mine", (string?)await lambda.AskAsync(name, "read", "/tmp/x"));
        Assert.Equal("[993,990]", (await lambda.AskAsync(name, "ids"))!.ToJsonString());
        Assert.Contains("Seccomp:\t2", (string?)await lambda.AskAsync(name, "read", "/proc/self/status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImageConfig_overrides_what_the_image_says_and_can_be_changed()
    {
        AwsClient lambda = shared.Server.Boto3();
        _layout.Add("v1", ImageCalls.Execution, [ImageCalls.Program(), ImageCalls.Program("bin/other"), LayerEntry.Folder("elsewhere")]);
        JsonObject config = new() { ["EntryPoint"] = new JsonArray("other", "first"), ["Command"] = new JsonArray("second"), ["WorkingDirectory"] = "/elsewhere" };
        string name = await lambda.CreateImageAsync(_layout.Uri("v1"), new JsonObject
        {
            ["ImageConfig"] = config.DeepClone(),
            ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["PATH"] = "/bin" } },
        });

        JsonObject shown = await lambda.LambdaAsync("GetFunctionConfiguration", new JsonObject { ["FunctionName"] = name });
        Assert.True(JsonNode.DeepEquals(config, shown["ImageConfigResponse"]!["ImageConfig"]), shown.ToJsonString());
        Assert.Equal("""["/bin/other","first","second"]""", (await lambda.AskAsync(name, "arguments"))!.ToJsonString());
        Assert.Equal("/elsewhere", (string?)await lambda.AskAsync(name, "folder"));

        await lambda.ConfigureAsync(name, new JsonObject { ["Description"] = "no word of it" });
        Assert.Equal("/elsewhere", (string?)await lambda.AskAsync(name, "folder"));
        await lambda.ConfigureAsync(name, new JsonObject { ["ImageConfig"] = new JsonObject { ["Command"] = new JsonArray("third") } });
        Assert.Equal("""["/app/serve","third"]""", (await lambda.AskAsync(name, "arguments"))!.ToJsonString());
        Assert.Equal("/app", (string?)await lambda.AskAsync(name, "folder"));
    }

    [Fact]
    public async Task A_tag_that_moves_is_followed_by_an_update_of_the_code_only()
    {
        AwsClient lambda = shared.Server.Boto3();
        string first = _layout.Add("latest", ImageCalls.Execution, [ImageCalls.Program(), LayerEntry.File("which", "first")]);
        string name = await lambda.CreateImageAsync($"oci:{_layout.Folder}");
        string second = _layout.Add("latest", ImageCalls.Execution, [ImageCalls.Program(), LayerEntry.File("which", "second")]);
        await lambda.ConfigureAsync(name, new JsonObject { ["MemorySize"] = 192 });

        Assert.Equal("first", (string?)await lambda.AskAsync(name, "read", "/which"));
        Assert.Equal(first[7..], (string?)(await lambda.ReadyAsync(name))["CodeSha256"]);
        JsonObject dry = await lambda.LambdaAsync("UpdateFunctionCode", new JsonObject { ["FunctionName"] = name, ["ImageUri"] = _layout.Uri("latest"), ["DryRun"] = true });
        Assert.Equal(second[7..], (string?)dry["CodeSha256"]);
        Assert.Equal("first", (string?)await lambda.AskAsync(name, "read", "/which"));

        await lambda.UpdateImageAsync(name, _layout.Uri("latest"));

        Assert.Equal("second", (string?)await lambda.AskAsync(name, "read", "/which"));
        await lambda.UpdateImageAsync(name, $"oci:{_layout.Folder}@{first}");
        Assert.Equal("first", (string?)await lambda.AskAsync(name, "read", "/which"));
    }

    [Fact]
    public async Task Versions_and_aliases_keep_their_images()
    {
        AwsClient lambda = shared.Server.Sdk();
        string first = _layout.Add("v1", ImageCalls.Execution, [ImageCalls.Program(), LayerEntry.File("which", "first")]);
        _layout.Add("v2", ImageCalls.Execution, [ImageCalls.Program(), LayerEntry.File("which", "second")]);
        string name = await lambda.CreateImageAsync(_layout.Uri("v1"), new JsonObject { ["Publish"] = true });
        await lambda.LambdaAsync("CreateAlias", new JsonObject { ["FunctionName"] = name, ["Name"] = "live", ["FunctionVersion"] = "1" });
        await lambda.UpdateImageAsync(name, _layout.Uri("v2"), publish: true);

        Assert.Equal("first", (string?)await lambda.AskAsync(name + ":live", "read", "/which"));
        Assert.Equal("first", (string?)await lambda.AskAsync(name + ":1", "read", "/which"));
        Assert.Equal("second", (string?)await lambda.AskAsync(name + ":2", "read", "/which"));
        Assert.Equal("second", (string?)await lambda.AskAsync(name, "read", "/which"));
        JsonObject version = await lambda.LambdaAsync("GetFunction", new JsonObject { ["FunctionName"] = name, ["Qualifier"] = "live" });
        Assert.Equal(first[7..], (string?)version["Configuration"]!["CodeSha256"]);
        Assert.EndsWith("@" + first, (string?)version["Code"]!["ResolvedImageUri"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_gives_the_image_for_this_machine()
    {
        AwsClient lambda = shared.Server.Boto3();
        JsonObject ours = _layout.AddImage(ImageCalls.Execution, [LayerEntry.Archive(ImageCalls.Program())]);
        JsonObject other = _layout.AddImage(ImageCalls.Execution, [LayerEntry.Archive(LayerEntry.File("app/serve", "not for us"))], ImageLayout.OtherArchitecture);
        JsonObject attestation = _layout.AddImage([], [LayerEntry.Archive()], "unknown");
        attestation["platform"]!["os"] = "unknown";
        _layout.AddIndex("many", other, attestation, ours);
        _layout.AddIndex("none", other, attestation);

        string name = await lambda.CreateImageAsync(_layout.Uri("many"));
        AwsCallException refused = await lambda.RefusedAsync("CreateFunction", ImageCalls.Creation(FunctionCalls.NewName(), _layout.Uri("none")));

        Assert.Equal(((string)ours["digest"]!)[7..], (string?)(await lambda.ReadyAsync(name))["CodeSha256"]);
        Assert.Equal("/app", (string?)await lambda.AskAsync(name, "folder"));
        Assert.Contains($"it is for linux/{ImageLayout.OtherArchitecture}, and this machine runs linux/{ImageLayout.Architecture}", refused.ServiceMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task External_extensions_of_the_image_run_although_it_has_no_shell()
    {
        AwsClient lambda = shared.Server.Boto3();
        _layout.Add("v1", ImageCalls.Execution, [ImageCalls.Program(), ImageCalls.Program("opt/extensions/agent")]);
        string name = await lambda.CreateImageAsync(_layout.Uri("v1"));

        Assert.Equal("/app", (string?)await lambda.AskAsync(name, "folder"));
        await lambda.ConfigureAsync(name, new JsonObject { ["MemorySize"] = 192 });

        string log = await Wait.ForAsync<string>("the extension's last words", async () =>
        {
            JsonObject found = await lambda.LogsAsync("FilterLogEvents", new JsonObject { ["logGroupName"] = $"/aws/lambda/{name}" });
            string text = string.Concat(found["events"]!.AsArray().Select(one => (string)one!["message"]! + "\n"));
            return text.Contains("agent saw SHUTDOWN", StringComparison.Ordinal) ? text : null;
        });
        Assert.Contains("agent saw INVOKE", log, StringComparison.Ordinal);
        Assert.Contains("agent saw SHUTDOWN spindown", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_prints_is_logged_and_its_memory_is_reported()
    {
        AwsClient lambda = shared.Server.Boto3();
        _layout.Add("v1", ImageCalls.Execution, [ImageCalls.Program()]);
        string name = await lambda.CreateImageAsync(_layout.Uri("v1"));

        InvokeAnswer answer = await lambda.InvokeWithTailAsync(name, """{"do":"print","text":"said it"}""");

        Assert.Contains("said it\n", answer.LogTail, StringComparison.Ordinal);
        Assert.Matches(@"REPORT RequestId: .*\tMemory Size: 128 MB\tMax Memory Used: [1-9]\d* MB\tInit Duration: ", answer.LogTail);
    }

    public void Dispose() => _layout.Dispose();
}
