namespace Mayfly.Storage.Tests.Logs;

/// <summary>Retention, with the clock in the test's hand.</summary>
public sealed class LogRetentionTests
{
    [Fact]
    public async Task Expired_events_are_hidden_at_once_and_their_segments_deleted()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "old"));
        logs.Time.Advance(TimeSpan.FromHours(36));
        logs.Append(TemporaryLogs.Stream("b"), (logs.Now, "young"));
        logs.Catalog.SetRetention(TemporaryLogs.Group(), 1);

        Assert.Equal(["young"], logs.Messages());
        Assert.Equal(2, Segments(logs));
        Assert.Equal(1, logs.Events.DeleteExpired());
        Assert.Equal(1, Segments(logs));
        Assert.Equal(["young"], logs.Messages());
    }

    [Fact]
    public async Task Streams_left_without_events_go_with_their_segments()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "old"));
        logs.Catalog.SetRetention(TemporaryLogs.Group(), 1);
        logs.Time.Advance(TimeSpan.FromDays(3));
        logs.Events.DeleteExpired();

        Assert.Null(logs.Catalog.FindStream(TemporaryLogs.Stream("a")));
        Assert.NotNull(logs.Catalog.FindGroup(TemporaryLogs.Group()));
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "again"));
        Assert.Equal(["again"], logs.Messages());
    }

    [Fact]
    public async Task Without_retention_nothing_is_deleted()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "old"));
        logs.Time.Advance(TimeSpan.FromDays(5000));

        Assert.Equal(0, logs.Events.DeleteExpired());
        Assert.Equal(["old"], logs.Messages());
    }

    [Fact]
    public async Task Groups_that_are_made_by_writing_get_the_configured_retention()
    {
        await using TemporaryLogs logs = new(options => options.DefaultRetentionDays = 30);
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "x"));
        logs.Catalog.CreateGroup(TemporaryLogs.Group("/made/by/hand"), null);

        Assert.Equal(30, logs.Catalog.FindGroup(TemporaryLogs.Group())!.RetentionDays);
        Assert.Null(logs.Catalog.FindGroup(TemporaryLogs.Group("/made/by/hand"))!.RetentionDays);
    }

    [Fact]
    public async Task Sequences_do_not_start_again_when_all_segments_are_gone()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "1"), (logs.Now, "2"));
        long last = logs.Read()[^1].Position.Sequence;
        logs.Catalog.SetRetention(TemporaryLogs.Group(), 1);
        logs.Time.Advance(TimeSpan.FromDays(3));
        logs.Events.DeleteExpired();
        Assert.Equal(0, Segments(logs));

        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "3"));
        Assert.True(Assert.Single(logs.Read()).Position.Sequence > last);
    }

    [Fact]
    public async Task Sealed_segments_of_deleted_streams_only_are_deleted()
    {
        await using TemporaryLogs logs = new(options => options.SegmentBytes = 64 * 1024);
        logs.Append(TemporaryLogs.Stream("doomed"), (logs.Now, new string('x', 100_000)));
        logs.Append(TemporaryLogs.Stream("kept"), (logs.Now, "y"));
        logs.Catalog.DeleteStream(TemporaryLogs.Stream("doomed"));

        Assert.Equal(["y"], logs.Messages());
        Assert.Equal(1, logs.Events.DeleteExpired());
        Assert.Equal(["y"], logs.Messages());
    }

    [Fact]
    public async Task A_segment_is_sealed_when_it_is_old()
    {
        await using TemporaryLogs logs = new(options => options.SegmentAge = TimeSpan.FromHours(1));
        for (int hour = 0; hour < 3; hour++)
        {
            logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "x"));
            logs.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, Segments(logs));
    }

    private static int Segments(TemporaryLogs logs) => Directory.GetFiles(logs.Folder, "*.log", SearchOption.AllDirectories).Length;
}
