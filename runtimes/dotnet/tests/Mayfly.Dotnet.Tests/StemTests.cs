namespace Mayfly.Dotnet.Tests;

public sealed class StemTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_function_sees_its_own_environment_and_nothing_else(bool stem)
    {
        FakeRuntimeApi api = new() { Stem = stem, Variables = { ["STAGE"] = "test" } };

        FunctionRun run = await api.RunHandlerAsync("Functions::Functions.Signatures::Environment", "{}", "{}");

        Assert.Equal(stem ? "/mayfly/stem/claim" : "/2018-06-01/runtime/invocation/next", run.Requests[0].Path);
        Assert.Equal("test", (string?)run.Answer()!["STAGE"]);
        Assert.Equal(api.Folder, (string?)run.Answer()!["folder"]);
        Assert.All(["STEM_ONLY", "MAYFLY_STEM", "_LAMBDA_TELEMETRY_LOG_FD"], name => Assert.Null(run.Answer()![name]));
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal([$"Root=1-{i + 1}", $"Root=1-{i + 1}"], [(string?)run.Answer(i)!["trace"], (string?)run.Answer(i)!["traceProvider"]]);
        }
    }

    [Fact]
    public async Task A_stem_obeys_the_settings_of_its_function()
    {
        FakeRuntimeApi api = new() { Stem = true, Variables = { ["AWS_LAMBDA_LOG_FORMAT"] = "JSON", ["AWS_LAMBDA_LOG_LEVEL"] = "ERROR" } };

        FunctionRun run = await api.RunHandlerAsync("Functions::Functions.Logs::Run", "\"logger\"");

        Assert.StartsWith("{", Assert.Single(run.Frames), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stems_heap_gets_the_limit_of_its_function()
        => Assert.Equal("128", (await new FakeRuntimeApi { Stem = true }.RunHandlerAsync("Functions::Functions.Signatures::Heap", "{}")).Text());

    [Theory]
    [InlineData(false, "Executable")]
    [InlineData(true, "Executable")]
    [InlineData(true, "Executable.dll")]
    public async Task An_executable_assembly_runs_as_a_program_of_its_own(bool stem, string handler)
    {
        FakeRuntimeApi api = new() { Stem = stem, Folder = Places.Function("Executable"), Variables = { ["STAGE"] = "test" } };

        FunctionRun run = await api.RunHandlerAsync(handler, "{\"a\":1}", "2");

        Assert.Equal("""{"event":{"a":1},"stage":"test","entry":"Executable","telemetry":true}""", run.Text(0));
        Assert.Equal("2", run.Answer(1)!["event"]!.ToJsonString());
        Assert.Equal("program started\n", run.StandardOutput);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_program_that_is_not_there_is_told(bool stem)
    {
        FunctionRun run = await new FakeRuntimeApi { Stem = stem }.RunHandlerAsync("Nowhere", "{}");

        Assert.Equal(104, run.ExitCode);
        Assert.Contains("/Nowhere.dll or binary", run.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Settings_that_act_when_NET_starts_are_honoured(bool stem)
    {
        string folder = Directory.CreateTempSubdirectory("mayfly-dotnet-").FullName;
        foreach (string file in Directory.GetFiles(Places.Function("Functions")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        string config = Path.Combine(folder, "Functions.runtimeconfig.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"configProperties\": {", "\"configProperties\": { \"System.Globalization.Invariant\": true,", StringComparison.Ordinal));

        FunctionRun run = await new FakeRuntimeApi { Stem = stem, Folder = folder }.RunHandlerAsync("Functions::Functions.Signatures::Culture", "{}");

        Directory.Delete(folder, recursive: true);
        Assert.Equal("\"\"", run.Text());
    }
}
