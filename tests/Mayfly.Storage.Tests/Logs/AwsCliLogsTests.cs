using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Mayfly.Core.Logs;

namespace Mayfly.Storage.Tests.Logs;

/// <summary>The unmodified AWS CLI as the client.</summary>
public sealed class AwsCliLogsTests
{
    private const string Group = "/aws/lambda/hello";
    private const string Stream = "2026/11/24/[$LATEST]0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Tail_prints_what_an_environment_logged()
    {
        await using TemporaryLogs logs = new();
        await using LogsServer server = await LogsServer.StartAsync(logs);
        ILogStreamWriter writer = logs.Streams.Open(TemporaryLogs.Stream(Stream));
        for (int i = 0; i < 3; i++)
        {
            writer.Append(logs.Time.GetUtcNow().AddMilliseconds(i), Encoding.UTF8.GetBytes($"line {i} with grüße\n"));
        }

        (int exit, string output, string errors) = await server.AwsAsync("tail", Group, "--since", "2026-11-24T00:00:00Z", "--format", "short");
        Assert.True(exit == 0, errors);
        Assert.Equal(
            ["2026-11-24T12:00:00 line 0 with grüße", "2026-11-24T12:00:00 line 1 with grüße", "2026-11-24T12:00:00 line 2 with grüße"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Tail_follows_what_comes_later_and_repeats_nothing()
    {
        await using TemporaryLogs logs = new();
        await using LogsServer server = await LogsServer.StartAsync(logs);
        ILogStreamWriter writer = logs.Streams.Open(TemporaryLogs.Stream(Stream));
        writer.Append(logs.Time.GetUtcNow(), "first"u8);
        using Process tail = server.StartAws("tail", Group, "--since", "2026-11-24T00:00:00Z", "--format", "short", "--follow");
        try
        {
            Assert.Equal("2026-11-24T12:00:00 first", await tail.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            writer.Append(logs.Time.GetUtcNow(), "second"u8);
            writer.Append(logs.Time.GetUtcNow().AddSeconds(1), "third"u8);
            Assert.Equal("2026-11-24T12:00:00 second", await tail.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            Assert.Equal("2026-11-24T12:00:01 third", await tail.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            tail.Kill();
        }
    }

    [Fact]
    public async Task Tail_filters_and_detailed_output_names_the_stream()
    {
        await using TemporaryLogs logs = new();
        await using LogsServer server = await LogsServer.StartAsync(logs);
        logs.Append(TemporaryLogs.Stream(Stream), (logs.Now, """{"level":"ERROR","n":7}"""), (logs.Now, """{"level":"INFO","n":9}"""));

        (int exit, string output, string errors) = await server.AwsAsync(
            "tail", Group, "--since", "2026-11-24T00:00:00Z", "--filter-pattern", """{ $.level = "ERROR" && $.n > 5 }""");
        Assert.True(exit == 0, errors);
        Assert.Contains(Stream, output, StringComparison.Ordinal);
        Assert.Contains("ERROR", output, StringComparison.Ordinal);
        Assert.DoesNotContain("INFO", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_operation_works_through_the_CLI()
    {
        await using TemporaryLogs logs = new();
        await using LogsServer server = await LogsServer.StartAsync(logs);
        await OkAsync(server, "create-log-group", "--log-group-name", Group, "--tags", "team=x");
        await OkAsync(server, "create-log-stream", "--log-group-name", Group, "--log-stream-name", Stream);
        await OkAsync(server, "put-log-events", "--log-group-name", Group, "--log-stream-name", Stream, "--log-events", $"timestamp={logs.Now},message=hello");
        await OkAsync(server, "put-retention-policy", "--log-group-name", Group, "--retention-in-days", "14");

        JsonElement groups = await OkAsync(server, "describe-log-groups", "--log-group-name-prefix", "/aws");
        Assert.Equal(14, groups.GetProperty("logGroups")[0].GetProperty("retentionInDays").GetInt32());
        JsonElement streams = await OkAsync(server, "describe-log-streams", "--log-group-name", Group, "--order-by", "LastEventTime");
        Assert.Equal(Stream, streams.GetProperty("logStreams")[0].GetProperty("logStreamName").GetString());
        JsonElement events = await OkAsync(server, "get-log-events", "--log-group-name", Group, "--log-stream-name", Stream);
        Assert.Equal(["hello"], events.Messages());
        JsonElement filtered = await OkAsync(server, "filter-log-events", "--log-group-name", Group, "--filter-pattern", "hello");
        Assert.Equal(["hello"], filtered.Messages());

        await OkAsync(server, "delete-retention-policy", "--log-group-name", Group);
        await OkAsync(server, "delete-log-stream", "--log-group-name", Group, "--log-stream-name", Stream);
        await OkAsync(server, "delete-log-group", "--log-group-name", Group);
        (int exit, _, string missing) = await server.AwsAsync("filter-log-events", "--log-group-name", Group);
        Assert.Equal(254, exit);
        Assert.Contains("(ResourceNotFoundException) when calling the FilterLogEvents operation: The specified log group does not exist.", missing, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> OkAsync(LogsServer server, params string[] arguments)
    {
        (int exit, string output, string errors) = await server.AwsAsync(arguments);
        Assert.True(exit == 0, $"{arguments[0]}: {errors}");
        return output.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(output);
    }
}
