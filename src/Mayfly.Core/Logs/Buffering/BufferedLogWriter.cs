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
    private TaskCompletionSource<bool>? _stored;

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

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _room.Task;
        }

        streams.FlushSoon();
        return new ValueTask(room.WaitAsync(cancellationToken));
    }

    /// <summary>Completes when all that was appended before the call has been handed to the disk: true when the disk took it.</summary>
    public Task<bool> StoredAsync()
    {
        Task<bool> stored;
        lock (_lock)
        {
            if (_count == 0)
            {
                return Task.FromResult(true);
            }

            _stored ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            stored = _stored.Task;
        }

        streams.FlushSoon();
        return stored;
    }

    /// <summary>Nothing to free: what was appended is in the flusher's queue and will still be stored.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Takes everything buffered. The flusher calls this after taking the writer out of its queue.</summary>
    internal DrainedEvents Drain()
    {
        lock (_lock)
        {
            _queued = false;
            DrainedEvents drained = new(this, _buffer ?? [], _length, _count, _stored);
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
            if (HasRoom)
            {
                room = _room;
                _room = null;
            }
        }

        ArrayPool<byte>.Shared.Return(drained.Buffer);
        drained.Stored?.TrySetResult(stored);
        room?.TrySetResult();
    }

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
