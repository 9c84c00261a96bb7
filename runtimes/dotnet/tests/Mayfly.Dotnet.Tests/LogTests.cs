using System.Text.Json.Nodes;

namespace Mayfly.Dotnet.Tests;

public sealed class LogTests
{
    private const string Time = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z";

    [Fact]
    public async Task Console_lines_are_messages_of_their_level()
    {
        List<string> frames = (await FakeRuntimeApi.RunAsync("Logs::Run", "\"console\"")).Frames;

        Assert.Equal(4, frames.Count);
        Assert.Matches($"^{Time}\trequest-1\tinfo\tout\nof two lines\n$", frames[0]);
        Assert.Matches($"^{Time}\trequest-1\tfail\terror\n$", frames[1]);
        Assert.Matches($"^{Time}\trequest-1\tinfo\t5\n$", frames[2]);
        Assert.Equal("no end\n", frames[3]);
    }

    [Fact]
    public async Task The_contexts_logger_has_levels_and_templates()
    {
        List<string> frames = (await FakeRuntimeApi.RunAsync("Logs::Run", "\"logger\"")).Frames;

        Assert.Equal(4, frames.Count);
        Assert.EndsWith("\tinfo\tinfo\n", frames[0], StringComparison.Ordinal);
        Assert.EndsWith("\twarn\tOrder a7 of 005\n", frames[1], StringComparison.Ordinal);
        Assert.EndsWith("\tfail\tfailed 1\nFunctions.OwnException: bad\n", frames[2], StringComparison.Ordinal);
        Assert.EndsWith("\tinfo\tline\n", frames[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_level_of_the_function_decides()
    {
        FakeRuntimeApi api = new() { Variables = { ["AWS_LAMBDA_HANDLER_LOG_LEVEL"] = "debug" } };

        FunctionRun run = await api.RunHandlerAsync("Functions::Functions.Logs::Run", "\"logger\"");

        Assert.EndsWith("\tdbug\tnot shown by default\n", run.Frames[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_static_logger_goes_the_same_way()
    {
        List<string> frames = (await FakeRuntimeApi.RunAsync("Logs::Run", "\"static\"")).Frames;

        Assert.Matches($"^{Time}\trequest-1\tinfo\tstatic\n$", frames[0]);
        Assert.Matches($"^{Time}\trequest-1\twarn\tstatic warned\n$", frames[1]);
    }

    [Fact]
    public async Task In_the_JSON_format_arguments_are_members()
    {
        FakeRuntimeApi api = new() { Variables = { ["AWS_LAMBDA_LOG_FORMAT"] = "JSON" } };

        JsonNode line = JsonNode.Parse(Assert.Single((await api.RunHandlerAsync("Functions::Functions.Logs::Run", "\"json\"")).Frames))!;

        Assert.Matches($"^{Time}$", (string?)line["timestamp"]);
        line.AsObject().Remove("timestamp");
        Assert.Equal(
            """{"level":"Warning","requestId":"request-1","traceId":"Root=1-1","message":"Order a7 Order { Name = n, Count = 1 } {list}","id":"a7","order":{"Name":"n","Count":1},"list":[1,2]}""",
            line.ToJsonString());
    }

    [Fact]
    public async Task In_the_JSON_format_failures_are_members_too()
    {
        FakeRuntimeApi api = new() { Variables = { ["AWS_LAMBDA_LOG_FORMAT"] = "JSON" } };

        JsonNode line = JsonNode.Parse((await api.RunHandlerAsync("Functions::Functions.Failures::Throw", "\"plain\"")).Frames[^1])!;

        Assert.Equal(("Error", "Functions.OwnException", "boom"), ((string?)line["level"], (string?)line["errorType"], (string?)line["errorMessage"]));
        Assert.StartsWith("Functions.OwnException: boom", (string?)line["stackTrace"]![0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_frames_messages_go_to_standard_output_a_line_each()
    {
        FunctionRun run = await new FakeRuntimeApi { Framed = false }.RunHandlerAsync("Functions::Functions.Logs::Run", "\"console\"");

        string[] lines = run.StandardOutput.Split('\n');
        Assert.EndsWith("\tinfo\tout\rof two lines", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("\tfail\terror", lines[1], StringComparison.Ordinal);
    }
}
