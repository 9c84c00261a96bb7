using Mayfly.Core.Logs.Lambda;
using Mayfly.Sandbox;

namespace Mayfly.Core.Telemetry;

/// <summary>
/// One subscription at work: gathers events into batches and sends them, one batch at a time. At most three batches are held: one that fills, one that
/// waits and one on its way. When the extension is slower than that, whole batches are dropped and it is told how much (platform.logsDropped).
/// </summary>
internal sealed class TelemetrySubscriber : IAsyncDisposable
{
    private const int Attempts = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly ITelemetrySink _sink;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _ended = new();
    private Batch _filling = new();
    private Batch? _waiting;
    private Task _sending = Task.CompletedTask;
    private bool _isSending;
    private bool _isDue;
    private bool _isDisposed;

    public TelemetrySubscriber(TelemetrySubscription subscription, ITelemetrySink sink, TimeProvider time)
    {
        Subscription = subscription;
        _sink = sink;
        _time = time;
        _timer = time.CreateTimer(static self => ((TelemetrySubscriber)self!).Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TelemetrySubscription Subscription { get; }

    /// <summary>Takes an event: one JSON object without a newline. Never waits.</summary>
    public void Add(ReadOnlyMemory<byte> item)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _filling.Add(item);
            TelemetryBuffering bounds = Subscription.Buffering;
            if (_filling.Items.Count >= bounds.MaxItems || _filling.Bytes >= bounds.MaxBytes)
            {
                Close(isFull: true);
            }
            else if (_filling.Items.Count == 1)
            {
                _timer.Change(bounds.Timeout, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Sends what has been gathered now, and waits until the extension has all, or cannot be reached.</summary>
    public Task FlushAsync()
    {
        Flush();
        lock (_gate)
        {
            return _sending;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        await _ended.CancelAsync();
        await _timer.DisposeAsync();
        await _sending;
        _sink.Dispose();
    }

    private void Flush()
    {
        lock (_gate)
        {
            if (!_isDisposed && _filling.Items.Count > 0)
            {
                Close(isFull: false);
            }
        }
    }

    /// <summary>
    /// The batch that fills is due: it waits for its turn. If another waits already it goes on filling, and is dropped when it is full.
    /// </summary>
    private void Close(bool isFull)
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (_waiting is not null)
        {
            _isDue = !isFull;
            if (isFull)
            {
                Batch dropped = _filling;
                _filling = new Batch();
                TellDropped(dropped, "Some logs were dropped because the downstream consumer is slower than the logs production rate");
            }

            return;
        }

        _waiting = _filling;
        _filling = new Batch();
        if (!_isSending)
        {
            _isSending = true;
            _sending = SendAsync();
        }
    }

    private void TellDropped(Batch dropped, string reason)
    {
        // What was told to be lost, and lost again, is added up.
        dropped.CountAsDropped();
        _filling.DroppedItems += dropped.DroppedItems;
        _filling.DroppedBytes += dropped.DroppedBytes;
        _filling.DroppedReason = reason;
    }

    private async Task SendAsync()
    {
        // Leave the thread of whoever wrote a line.
        await Task.Yield();
        while (true)
        {
            Batch batch;
            lock (_gate)
            {
                if (_waiting is null)
                {
                    _isSending = false;
                    return;
                }

                batch = _waiting;
                _waiting = null;
                if (_isDue)
                {
                    _isDue = false;
                    _waiting = _filling;
                    _filling = new Batch();
                }
            }

            if (await TrySendAsync(batch) is not string fault)
            {
                continue;
            }

            lock (_gate)
            {
                TellDropped(batch, fault);
            }
        }
    }

    /// <returns>Why it was given up; null when the extension has it.</returns>
    private async Task<string?> TrySendAsync(Batch batch)
    {
        if (batch.DroppedItems > 0 && Subscription.Wants(TelemetryEventKind.LogsDropped))
        {
            batch.Items.Add(PlatformJson.LogsDropped(_time.GetUtcNow(), batch.DroppedItems, batch.DroppedBytes, batch.DroppedReason!));
        }

        TimeSpan pause = FirstPause;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await _sink.SendAsync(batch.Items, _ended.Token);
                return null;
            }
            catch (Exception failure) when (failure is IOException or HttpRequestException or SandboxLaunchException or OperationCanceledException or ObjectDisposedException)
            {
                if (attempt == Attempts || _ended.IsCancellationRequested)
                {
                    return $"Some logs were dropped because they could not be delivered: {failure.Message}";
                }
            }

            await Task.Delay(pause, _time, CancellationToken.None);
            pause *= 2;
        }
    }

    private sealed class Batch
    {
        public List<ReadOnlyMemory<byte>> Items { get; } = [];

        public long Bytes { get; private set; }

        /// <summary>Lost before this batch, not told yet.</summary>
        public long DroppedItems { get; set; }

        public long DroppedBytes { get; set; }

        public string? DroppedReason { get; set; }

        public void Add(ReadOnlyMemory<byte> item)
        {
            Items.Add(item);
            Bytes += item.Length;
        }

        public void CountAsDropped()
        {
            DroppedItems += Items.Count;
            DroppedBytes += Bytes;
        }
    }
}
