using Mayfly.Core.Logs;

namespace Mayfly.Storage.Tests.Logs;

/// <summary>Storing and reading events.</summary>
public sealed class LogEventsTests
{
    [Fact]
    public async Task What_is_stored_is_read_back_with_its_stream_and_times()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "hello\nworld"));

        LogEvent read = Assert.Single(logs.Read());
        Assert.Equal("a", read.Stream);
        Assert.Equal("hello\nworld", TemporaryLogs.Text(read));
        Assert.Equal(logs.Now, read.Position.Timestamp);
        Assert.Equal(logs.Now, read.IngestionTime);
    }

    [Fact]
    public async Task Streams_are_merged_by_time_in_both_directions()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "1"), (logs.Now + 2, "3"), (logs.Now + 4, "5"));
        logs.Append(TemporaryLogs.Stream("b"), (logs.Now + 1, "2"), (logs.Now + 3, "4"), (logs.Now + 5, "6"));

        Assert.Equal(["1", "2", "3", "4", "5", "6"], logs.Messages());
        Assert.Equal(["6", "5", "4", "3", "2", "1"], logs.Messages(new LogReadRequest { Group = TemporaryLogs.Group(), Descending = true }));
    }

    [Fact]
    public async Task A_batch_out_of_order_is_read_in_order_and_equal_times_keep_theirs()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now + 5, "third"), (logs.Now, "first"), (logs.Now, "second"));

        Assert.Equal(["first", "second", "third"], logs.Messages());
    }

    [Fact]
    public async Task Positions_and_times_bound_what_is_read()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "1"), (logs.Now, "2"), (logs.Now, "3"), (logs.Now + 9, "4"));
        List<LogEvent> all = logs.Read();
        LogReadRequest request = new() { Group = TemporaryLogs.Group() };

        Assert.Equal(["3", "4"], logs.Messages(request with { After = all[1].Position }));
        Assert.Equal(["1"], logs.Messages(request with { Before = all[1].Position }));
        Assert.Equal(["4"], logs.Messages(request with { FromTime = logs.Now + 1 }));
        Assert.Equal(["1", "2", "3"], logs.Messages(request with { ToTime = logs.Now }));
    }

    [Fact]
    public async Task Only_the_streams_asked_for_are_read()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("2026/x"), (logs.Now, "x"));
        logs.Append(TemporaryLogs.Stream("2026/y"), (logs.Now, "y"));
        logs.Append(TemporaryLogs.Stream("2027/z"), (logs.Now, "z"));
        LogReadRequest request = new() { Group = TemporaryLogs.Group() };

        Assert.Equal(["y"], logs.Messages(request with { Streams = ["2026/y", "missing"] }));
        Assert.Equal(["x", "y"], logs.Messages(request with { StreamPrefix = "2026/" }));
        Assert.Empty(logs.Messages(request with { Streams = ["missing"] }));
    }

    [Fact]
    public async Task Large_events_and_many_segments_read_back_whole()
    {
        await using TemporaryLogs logs = new(options => options.SegmentBytes = 64 * 1024);
        string large = new('x', LogLimits.EventBytes);
        for (int i = 0; i < 40; i++)
        {
            logs.Append(TemporaryLogs.Stream("s" + (i % 3)), (logs.Now + i, i == 20 ? large : i + new string('y', 20_000)));
        }

        Assert.True(Directory.GetFiles(logs.Folder, "*.log", SearchOption.AllDirectories).Length > 5);
        string[] messages = logs.Messages();
        Assert.Equal(40, messages.Length);
        Assert.Equal(large, messages[20]);
        Assert.StartsWith("39y", messages[39], StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_groups_than_may_be_open_are_all_written()
    {
        await using TemporaryLogs logs = new(options => options.OpenSegments = 2);
        for (int round = 0; round < 3; round++)
        {
            logs.Events.Append([.. Enumerable.Range(0, 7).Select(group => Batch($"/group/{group}", logs.Now + round, $"{group}.{round}"))]);
        }

        for (int group = 0; group < 7; group++)
        {
            Assert.Equal([$"{group}.0", $"{group}.1", $"{group}.2"], logs.Messages(new LogReadRequest { Group = TemporaryLogs.Group($"/group/{group}") }));
        }
    }

    [Fact]
    public async Task Event_ids_are_unique_and_ordered_also_across_restarts()
    {
        await using TemporaryLogs logs = new();
        for (int i = 0; i < 5; i++)
        {
            logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "x"), (logs.Now, "y"));
            await logs.RestartAsync();
        }

        string[] ids = [.. logs.Read().Select(read => read.Position.ToString())];
        Assert.Equal(10, ids.Distinct().Count());
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Equal(56, id.Length));
    }

    [Fact]
    public async Task Events_for_a_stream_that_must_exist_are_dropped_when_it_does_not()
    {
        await using TemporaryLogs logs = new();
        logs.Events.Append([Batch("/gone", logs.Now, "x") with { CreateMissing = false }]);

        Assert.Null(logs.Catalog.FindGroup(TemporaryLogs.Group("/gone")));
    }

    [Fact]
    public async Task The_folder_is_for_its_owner_only()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "x"));

        Assert.All(
            Directory.GetDirectories(logs.Folder, "*", SearchOption.AllDirectories).Append(logs.Folder),
            folder => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder)));
    }

    private static LogBatch Batch(string group, long timestamp, string message)
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes(message);
        byte[] record = new byte[LogRecords.Overhead + text.Length];
        LogRecords.Write(record, timestamp, text);
        return new LogBatch(TemporaryLogs.Stream("s", group), true, record, 1);
    }
}
