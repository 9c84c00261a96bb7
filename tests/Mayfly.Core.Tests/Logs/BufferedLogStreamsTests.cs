using System.Text;
using Mayfly.Core.Logs;
using Mayfly.Core.Logs.Buffering;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Mayfly.Core.Tests.Logs;

/// <summary>Buffering: nothing lost, everything bounded, nobody slowed by somebody else.</summary>
public sealed class BufferedLogStreamsTests : IAsyncDisposable
{
    private const int StreamBuffer = 8 * 1024;
    private const int TotalBuffer = 64 * 1024;

    private readonly RecordedLogEvents _events = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly BufferedLogStreams _streams;

    public BufferedLogStreamsTests()
    {
        LogsOptions options = new() { Folder = "unused", StreamBufferBytes = StreamBuffer, TotalBufferBytes = TotalBuffer };
        _streams = new BufferedLogStreams(_events, Options.Create(options), _time, NullLogger<BufferedLogStreams>.Instance);
    }

    [Fact]
    public async Task Events_of_a_stream_are_stored_in_order()
    {
        ILogStreamWriter writer = Open("a");
        for (int i = 0; i < 5000; i++)
        {
            Append(writer, $"{i}");
        }

        await FlushAsync();
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => ("a", $"{i}")), _events.Stored);
    }

    [Fact]
    public async Task Events_wait_for_the_interval_and_no_longer()
    {
        Append(Open("a"), "x");
        Assert.Empty(_events.Calls);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.True(_events.Arrived.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await FlushAsync();
        Assert.Equal([("a", "x")], _events.Stored);
    }

    [Fact]
    public async Task A_flooding_writer_is_told_to_wait_and_a_quiet_one_is_not()
    {
        _events.Stop();
        ILogStreamWriter flood = Open("flood");
        ILogStreamWriter quiet = Open("quiet");
        int taken = Flood(flood);
        Assert.True(Append(quiet, "hello"));
        Assert.InRange(taken, 1, StreamBuffer / 1000 + 1);

        ValueTask room = flood.WaitForRoomAsync(TestContext.Current.CancellationToken);
        Assert.False(room.IsCompleted);
        _events.GoOn();
        await room;
        await FlushAsync();
        Assert.Equal(taken, _events.Stored.Count(stored => stored.Stream == "flood"));
        Assert.Contains(("quiet", "hello"), _events.Stored);
    }

    [Fact]
    public async Task However_much_one_writer_has_waiting_every_other_gets_its_turn_in_the_same_round()
    {
        _events.Stop();
        ILogStreamWriter flood = Open("flood");
        Flood(flood);
        Assert.True(_events.Arrived.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        // The first round, with a part of the flood, is stuck in the store. What waits now goes with the second.
        Flood(flood);
        for (int i = 0; i < 20; i++)
        {
            Append(Open($"quiet{i}"), "hello");
        }

        Task flushed = FlushAsync();
        _events.GoOn();
        await flushed;
        Assert.Equal(2, _events.Calls.Count);
        Assert.Equal(20, _events.Calls[1].Count(stored => stored.Message == "hello"));
    }

    [Fact]
    public async Task When_all_memory_is_used_only_those_above_their_share_wait()
    {
        _events.Stop();
        Append(Open("first"), "x");
        _streams.FlushSoon();
        Assert.True(_events.Arrived.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        ILogStreamWriter[] loud = [.. Enumerable.Range(0, 12).Select(i => Open($"loud{i}"))];
        foreach (ILogStreamWriter writer in loud)
        {
            for (int i = 0; i < 6; i++)
            {
                Append(writer, new string('x', 1000));
            }
        }

        Assert.True(_streams.BufferedBytes > TotalBuffer);
        Assert.False(Append(loud[0], new string('x', 1000)));
        Assert.True(Append(Open("quiet"), "hello"));
        _events.GoOn();
        await FlushAsync();
        Assert.Equal(0, _streams.BufferedBytes);
        Assert.True(Append(loud[0], "x"));
    }

    [Fact]
    public async Task A_disk_that_refuses_loses_events_but_stops_nobody()
    {
        _events.Fails = true;
        BufferedLogWriter writer = _streams.OpenExisting(Key("a"));
        Append(writer, "lost");
        Assert.False(await writer.StoredAsync());

        _events.Fails = false;
        Append(writer, "kept");
        Assert.True(await writer.StoredAsync());
        Assert.Equal([("a", "kept")], _events.Stored);
        Assert.Equal(0, _streams.BufferedBytes);
    }

    [Fact]
    public async Task Stored_waits_for_what_is_already_on_its_way_to_the_disk()
    {
        _events.Stop();
        BufferedLogWriter writer = _streams.OpenExisting(Key("a"));
        Append(writer, "x");
        _streams.FlushSoon();
        Assert.True(_events.Arrived.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        Task<bool> stored = writer.StoredAsync();
        Assert.False(stored.IsCompleted);
        _events.Fails = true;
        _events.GoOn();
        Assert.False(await stored);
    }

    [Fact]
    public async Task Disposing_stores_what_is_left_and_later_events_do_no_harm()
    {
        ILogStreamWriter writer = Open("a");
        Append(writer, "x");
        await _streams.DisposeAsync();
        Assert.Equal([("a", "x")], _events.Stored);

        Append(writer, "late");
        await FlushAsync();
    }

    [Fact]
    public async Task Many_threads_lose_nothing()
    {
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(thread => new Thread(() =>
        {
            ILogStreamWriter writer = Open($"s{thread}");
            for (int i = 0; i < 3000; i++)
            {
                Append(writer, $"{i}");
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        await FlushAsync();
        Assert.All(
            _events.Stored.GroupBy(stored => stored.Stream), stream => Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"{i}"), stream.Select(stored => stored.Message)));
        Assert.Equal(8 * 3000, _events.Stored.Count());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(60, 60)]
    [InlineData(3 * 3600, 0)]
    [InlineData(-13 * 86400, -13 * 86400)]
    [InlineData(-15 * 86400, 0)]
    public void Absurd_times_become_now(int givenSeconds, int expectedSeconds)
    {
        DateTimeOffset now = _time.GetUtcNow();
        Assert.Equal(now.AddSeconds(expectedSeconds).ToUnixTimeMilliseconds(), _streams.Sane(now.AddSeconds(givenSeconds).ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task A_message_past_the_largest_is_cut_between_characters()
    {
        Append(Open("a"), "x" + new string('ü', LogLimits.EventBytes / 2));
        await FlushAsync();
        Assert.Equal("x" + new string('ü', (LogLimits.EventBytes / 2) - 1), _events.Stored.Single().Message);
    }

    public async ValueTask DisposeAsync()
    {
        _events.GoOn();
        await _streams.DisposeAsync();
        _events.Dispose();
    }

    private static LogStreamKey Key(string stream) => new("000000000000", "us-east-1", "/g", stream);

    private ILogStreamWriter Open(string stream) => _streams.Open(Key(stream));

    private Task FlushAsync() => _streams.FlushAsync(TestContext.Current.CancellationToken);

    private bool Append(ILogStreamWriter writer, string message) => writer.Append(_time.GetUtcNow(), Encoding.UTF8.GetBytes(message));

    /// <summary>Appends a thousand bytes at a time until told to stop.</summary>
    private int Flood(ILogStreamWriter writer)
    {
        int count = 1;
        while (Append(writer, new string('x', 1000)))
        {
            count++;
        }

        return count;
    }
}
