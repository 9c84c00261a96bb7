using System.Buffers;

namespace Mayfly.Core.Logs.Buffering;

/// <summary>
/// One stream's buffer. Appending copies into a pooled array under a lock of its own; the flusher swaps the whole array out, so an idle writer
/// holds no memory and a busy one never waits for the disk.
/// </summary>
internal sealed class BufferedLogWriter(BufferedLogStreams streams, LogStreamKey key, bool createMissing) : ILogStreamWriter
{
    private const int SmallestBuffer = 1024;

    private readonly Lock _lock = new();
    private byte[]? _buffer;
    private int _length;
    private int _count;
    private int _inFlight;
    private bool _queued;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _stored;
    private TaskCompletionSource? _draining;
    private bool _lost;

    public LogStreamKey Key => key;

    public bool CreateMissing => createMissing;

    public bool Append(DateTimeOffset timestamp, ReadOnlySpan<byte> message)
    {
        long time = streams.Sane(timestamp.ToUnixTimeMilliseconds());
        message = Utf8Cut.AtMost(message, LogLimits.EventBytes);
        int size = LogRecords.Overhead + message.Length;
        bool enqueue;
        int pending;
        lock (_lock)
        {
            LogRecords.Write(Reserve(size), time, message);
            _length += size;
            _count++;
            enqueue = !_queued;
            _queued = true;
            pending = _length + _inFlight;
        }

        return streams.Appended(this, size, pending, enqueue);
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        Task room;
        lock (_lock)
        {
            if (HasRoom)
            {
                return ValueTask.CompletedTask;
            }

            _room ??= NewSignal();
            room = _room.Task;
        }

        streams.FlushSoon();
        return new ValueTask(room.WaitAsync(cancellationToken));
    }

    /// <summary>
    /// Completes when all that was appended before the call has been handed to the disk: true when the disk took everything since the last such call.
    /// </summary>
    public async Task<bool> StoredAsync()
    {
        Task? stored;
        lock (_lock)
        {
            // With nothing waiting, what was drained last may still be on its way.
            stored = _count > 0 ? (_stored ??= NewSignal()).Task : _draining?.Task;
        }

        if (stored is not null)
        {
            streams.FlushSoon();
            await stored.ConfigureAwait(false);
        }

        lock (_lock)
        {
            bool all = !_lost;
            _lost = false;
            return all;
        }
    }

    /// <summary>Nothing to free: what was appended is in the flusher's queue and will still be stored.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Takes everything buffered. The flusher calls this after taking the writer out of its queue.</summary>
    internal DrainedEvents Drain()
    {
        lock (_lock)
        {
            _queued = false;
            DrainedEvents drained = new(this, _buffer ?? [], _length, _count, _stored ?? NewSignal());
            _draining = drained.Stored;
            _inFlight += _length;
            _buffer = null;
            _length = 0;
            _count = 0;
            _stored = null;
            return drained;
        }
    }

    /// <summary>Gives the buffer back and lets the source go on.</summary>
    internal void Release(in DrainedEvents drained, bool stored)
    {
        TaskCompletionSource? room = null;
        lock (_lock)
        {
            _inFlight -= drained.Length;
            _lost |= !stored;
            if (HasRoom)
            {
                room = _room;
                _room = null;
            }
        }

        ArrayPool<byte>.Shared.Return(drained.Buffer);
        drained.Stored.TrySetResult();
        room?.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool HasRoom => streams.MayGoOn(_length + _inFlight);

    private Span<byte> Reserve(int size)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(Math.Max(SmallestBuffer, size));
        if (_buffer.Length - _length < size)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + size));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}
