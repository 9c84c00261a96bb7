using System.Text.Json.Nodes;
using Mayfly.Dotnet.Tests;

namespace Mayfly.PowerShell.Tests;

public sealed class LogTests
{
    private const string Script =
        """
        Write-Host "two`nlines"
        Write-Host 'no ' -NoNewline; Write-Host 'end'
        Write-Warning 'careful'
        Write-Verbose 'silent'
        Write-Verbose 'told' -Verbose
        Write-Information 'silent too'
        [Console]::WriteLine('console')
        Write-Host 'last' -NoNewline
        'answer'
        """;

    [Fact]
    public async Task Streams_are_log_messages_as_a_terminal_would_show_them()
    {
        FunctionRun run = await ScriptPackage.RunAsync(Script, "{}");

        Assert.Equal(["two\nlines\n", "no end\n", "WARNING: careful\n", "VERBOSE: told\n", "console\n", "last\n"], run.Frames);
        Assert.Equal("\"answer\"", run.Text());
    }

    [Fact]
    public async Task In_the_JSON_format_they_have_levels()
    {
        using ScriptPackage package = new(("script.ps1", Script));

        FunctionRun run = await package.Api(stem: true, new() { ["AWS_LAMBDA_LOG_FORMAT"] = "JSON", ["AWS_LAMBDA_LOG_LEVEL"] = "WARN" }).RunHandlerAsync("script.ps1", "{}");

        JsonNode line = JsonNode.Parse(Assert.Single(run.Frames))!;
        Assert.Equal(("Warning", "WARNING: careful", "request-1"), ((string?)line["level"], (string?)line["message"], (string?)line["requestId"]));
    }
}
