using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Logs.Buffering;

/// <summary>
/// Buffers every stream's events in memory and stores them in rounds: each round drains each waiting writer once, so a flooding stream gets one
/// turn like everybody else, and fills only its own buffer while it waits. Memory is bounded by stream and in total.
/// </summary>
internal sealed partial class BufferedLogStreams : ILogStreams, IAsyncDisposable
{
    /// <summary>How much one call of the store may carry: what is drained but not yet stored cannot be given back to the pool.</summary>
    private const int BytesPerStoreCall = 8 * 1024 * 1024;

    private static readonly TimeSpan FailureLogInterval = TimeSpan.FromMinutes(1);

    private readonly ILogEvents _events;
    private readonly LogsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<BufferedLogStreams> _logger;
    private readonly ConcurrentQueue<BufferedLogWriter> _waiting = new();
    private readonly ConcurrentQueue<TaskCompletionSource> _barriers = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _timer;
    private long _buffered;
    private int _timerArmed;
    private volatile bool _stopping;
    private DateTimeOffset? _lastFailure;
    private long _lostEvents;

    public BufferedLogStreams(ILogEvents events, IOptions<LogsOptions> options, TimeProvider time, ILogger<BufferedLogStreams> logger)
    {
        _events = events;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _timer = time.CreateTimer(_ => _wake.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        // A thread of its own: it spends its life in blocking file writes, which would hold a pool thread.
        new Thread(Run) { IsBackground = true, Name = "mayfly-logs" }.Start();
    }

    /// <summary>Bytes in memory that the disk has not taken yet.</summary>
    internal long BufferedBytes => Interlocked.Read(ref _buffered);

    public ILogStreamWriter Open(LogStreamKey key) => new BufferedLogWriter(this, key, createMissing: true);

    /// <summary>Opens a stream that must exist: PutLogEvents does not bring a deleted stream back.</summary>
    internal BufferedLogWriter OpenExisting(LogStreamKey key) => new(this, key, createMissing: false);

    /// <summary>Completes when all that was appended before the call can be read. Readers call it first, so that an answered invocation's log is there.</summary>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource barrier = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _barriers.Enqueue(barrier);
        _wake.Set();
        return Task.WhenAny(barrier.Task, _stopped.Task).WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Stores what is buffered and ends the thread. The event is left to the garbage collector: a writer that outlives this may still append, which
    /// then does nothing.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        _wake.Set();
        await _stopped.Task.ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A timestamp from inside a sandbox may be anything: what CloudWatch would refuse becomes now.</summary>
    internal long Sane(long timestamp)
    {
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        bool sane = timestamp >= now - (long)LogLimits.OldestEvent.TotalMilliseconds && timestamp <= now + (long)LogLimits.NewestEvent.TotalMilliseconds;
        return sane ? timestamp : now;
    }

    /// <summary>Counts an appended event; false when its writer should wait.</summary>
    internal bool Appended(BufferedLogWriter writer, int size, int pending, bool enqueue)
    {
        long total = Interlocked.Add(ref _buffered, size);
        if (enqueue)
        {
            _waiting.Enqueue(writer);
            if (Interlocked.Exchange(ref _timerArmed, 1) == 0)
            {
                _timer.Change(_options.FlushInterval, Timeout.InfiniteTimeSpan);
            }
        }

        if (pending > _options.StreamBufferBytes / 2 || total > _options.TotalBufferBytes / 2)
        {
            FlushSoon();
        }

        return pending <= _options.StreamBufferBytes && (total <= _options.TotalBufferBytes || pending <= FairShare);
    }

    /// <summary>Whether a writer that was asked to wait, with so much in memory, may go on.</summary>
    internal bool MayGoOn(int pending) =>
        pending <= _options.StreamBufferBytes / 2 && (BufferedBytes <= _options.TotalBufferBytes || pending <= FairShare);

    internal void FlushSoon() => _wake.Set();

    /// <summary>When memory runs short, only writers above an equal share of it wait: a quiet stream never pays for loud ones.</summary>
    private int FairShare => _options.TotalBufferBytes / Math.Max(1, _waiting.Count);

    private void Run()
    {
        bool last;
        do
        {
            _wake.WaitOne();
            last = _stopping;
            try
            {
                Round();
            }
            catch (Exception exception)
            {
                Log.RoundFailed(_logger, exception);
            }
        }
        while (!last);
        _stopped.SetResult();
    }

    private void Round()
    {
        // Before the count is taken: whoever enqueues from here on arms the timer for the next round.
        Interlocked.Exchange(ref _timerArmed, 0);
        List<TaskCompletionSource> barriers = [];
        while (_barriers.TryDequeue(out TaskCompletionSource? barrier))
        {
            barriers.Add(barrier);
        }

        try
        {
            DrainAll();
        }
        finally
        {
            barriers.ForEach(barrier => barrier.TrySetResult());
        }
    }

    private void DrainAll()
    {
        List<DrainedEvents> drained = [];
        int bytes = 0;
        for (int turns = _waiting.Count; turns > 0 && _waiting.TryDequeue(out BufferedLogWriter? writer); turns--)
        {
            DrainedEvents events = writer.Drain();
            drained.Add(events);
            bytes += events.Length;
            if (bytes >= BytesPerStoreCall)
            {
                Store(drained);
                bytes = 0;
            }
        }

        Store(drained);
    }

    private void Store(List<DrainedEvents> drained)
    {
        if (drained.Count == 0)
        {
            return;
        }

        bool stored = false;
        try
        {
            _events.Append(drained.ConvertAll(events =>
                new LogBatch(events.Writer.Key, events.Writer.CreateMissing, events.Buffer.AsMemory(0, events.Length), events.Count)));
            stored = true;
        }
        catch (Exception exception)
        {
            // A full or broken disk must not stop functions: the events are lost, and said to be.
            ReportLoss(exception, drained.Sum(events => (long)events.Count));
        }

        foreach (DrainedEvents events in drained)
        {
            Interlocked.Add(ref _buffered, -events.Length);
            events.Writer.Release(events, stored);
        }

        drained.Clear();
    }

    private void ReportLoss(Exception exception, long events)
    {
        _lostEvents += events;
        DateTimeOffset now = _time.GetUtcNow();
        if (_lastFailure is null || now - _lastFailure >= FailureLogInterval)
        {
            Log.EventsLost(_logger, _lostEvents, _options.Folder, exception);
            _lastFailure = now;
            _lostEvents = 0;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Error, "{Events} log events could not be written to {Folder} and are lost. Check the disk's space and permissions.")]
        public static partial void EventsLost(ILogger logger, long events, string folder, Exception exception);

        [LoggerMessage(4002, LogLevel.Critical, "A round of writing logs failed unexpectedly; the next one goes on.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
