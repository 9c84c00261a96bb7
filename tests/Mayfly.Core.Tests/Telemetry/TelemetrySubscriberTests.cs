using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Mayfly.Core.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace Mayfly.Core.Tests.Telemetry;

/// <summary>Batches, bounds and what is lost.</summary>
public sealed class TelemetrySubscriberTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly HeldSink _sink = new();
    private readonly TelemetrySubscriber _subscriber;

    public TelemetrySubscriberTests() => _subscriber = new TelemetrySubscriber(
        new TelemetrySubscription(
            "x",
            TelemetryApi.Telemetry,
            "2022-12-13",
            TelemetryTypes.Platform | TelemetryTypes.Function,
            new TelemetryDestination(Http: false, 1),
            new TelemetryBuffering(1000, 262144, TimeSpan.FromMilliseconds(100))),
        _sink,
        _time);

    public ValueTask DisposeAsync() => _subscriber.DisposeAsync();

    [Fact]
    public async Task A_batch_goes_when_its_time_is_over()
    {
        Add(2);
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Add(1);
        Assert.False(_sink.Batches.TryPeek(out _));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, (await _sink.NextAsync()).Count);
    }

    [Fact]
    public async Task A_batch_goes_when_it_has_enough_items()
    {
        Add(1001);
        Assert.Equal(1000, (await _sink.NextAsync()).Count);
    }

    [Fact]
    public async Task A_batch_goes_when_it_has_enough_bytes()
    {
        _subscriber.Add(new byte[262143]);
        Assert.False(_sink.Batches.TryPeek(out _));
        _subscriber.Add(new byte[1]);
        Assert.Equal(2, (await _sink.NextAsync()).Count);
    }

    [Fact]
    public async Task A_slow_extension_loses_whole_batches_and_is_told_how_much()
    {
        Add(1000); // on its way
        await _sink.NextAsync();
        Add(1000); // waits
        Add(1000, size: 10); // lost
        Add(1000, size: 10); // lost
        _sink.Accept();
        Assert.Equal(1000, (await _sink.NextAsync()).Count);
        _sink.Accept();
        Add(1);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        IReadOnlyList<ReadOnlyMemory<byte>> told = await _sink.NextAsync();

        JsonNode dropped = JsonNode.Parse(Encoding.UTF8.GetString(told[1].Span))!;
        Assert.Equal("platform.logsDropped", (string?)dropped["type"]);
        Assert.Equal((2000, 20000), ((int)dropped["record"]!["droppedRecords"]!, (int)dropped["record"]!["droppedBytes"]!));
        Assert.Equal("Some logs were dropped because the downstream consumer is slower than the logs production rate", (string?)dropped["record"]!["reason"]);
    }

    [Fact]
    public async Task A_slow_extension_loses_nothing_while_there_is_room()
    {
        Add(1000); // on its way
        await _sink.NextAsync();
        for (int i = 0; i < 5; i++)
        {
            Add(1);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        _sink.Accept();
        int rest = (await _sink.NextAsync()).Count;
        _sink.Accept();
        rest += (await _sink.NextAsync()).Count;
        Assert.Equal(5, rest);
    }

    [Fact]
    public async Task A_batch_that_did_not_arrive_is_sent_again()
    {
        Add(1);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        IReadOnlyList<ReadOnlyMemory<byte>> first = await _sink.NextAsync();
        _sink.Refuse();
        Task<IReadOnlyList<ReadOnlyMemory<byte>>> again = _sink.NextAsync();
        while (!again.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        Assert.Equal(first, await again);
    }

    private void Add(int count, int size = 1)
    {
        for (int i = 0; i < count; i++)
        {
            _subscriber.Add(new byte[size]);
        }
    }

    /// <summary>A sink that holds each batch until the test has decided on it.</summary>
    private sealed class HeldSink : ITelemetrySink
    {
        private readonly Channel<IReadOnlyList<ReadOnlyMemory<byte>>> _batches = Channel.CreateUnbounded<IReadOnlyList<ReadOnlyMemory<byte>>>();
        private TaskCompletionSource _decision = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ChannelReader<IReadOnlyList<ReadOnlyMemory<byte>>> Batches => _batches.Reader;

        public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> NextAsync() => await _batches.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

        public void Accept() => Interlocked.Exchange(ref _decision, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

        public void Refuse() => Interlocked.Exchange(ref _decision, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetException(new IOException("refused"));

        public Task SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> batch, CancellationToken cancellationToken)
        {
            Task decision = _decision.Task;
            _batches.Writer.TryWrite([.. batch]);
            return decision.WaitAsync(cancellationToken);
        }

        public void Dispose()
        {
        }
    }
}
