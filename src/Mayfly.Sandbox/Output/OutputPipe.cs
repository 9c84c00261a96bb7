using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Output;

/// <summary>Our end of one pipe that a sandbox writes to. All use of it happens under the sandbox's output lock.</summary>
internal sealed class OutputPipe : IWatched, IDisposable
{
    /// <summary>What a pipe holds: nobody can have written more than this before a given moment and still be unread.</summary>
    private const int PipeCapacity = 65536;

    // the pump's thread and those that drain each have one
    [ThreadStatic]
    private static byte[]? t_buffer;

    private readonly OutputPump _pump;
    private readonly SafeFileHandle _pipe;
    private readonly SandboxOutputChannel _channel;
    private readonly ISandboxOutput _sink;
    private readonly Lock _lock;
    private long _watchKey;
    private bool _paused;
    private bool _ended;

    public OutputPipe(OutputPump pump, SafeFileHandle pipe, SandboxOutputChannel channel, ISandboxOutput sink, Lock @lock)
    {
        _pump = pump;
        _pipe = pipe;
        _channel = channel;
        _sink = sink;
        _lock = @lock;
    }

    public void Start()
    {
        lock (_lock)
        {
            Watch();
        }
    }

    public void OnReadable()
    {
        lock (_lock)
        {
            ReadOnce();
        }
    }

    /// <summary>Reads what is there now, unless the sink has asked for a pause.</summary>
    public void Drain()
    {
        lock (_lock)
        {
            for (int taken = 0, count = 1; count > 0 && taken < PipeCapacity && !_paused && !_ended; taken += count)
            {
                count = ReadOnce();
            }
        }
    }

    public void Resume()
    {
        lock (_lock)
        {
            _paused = false;
            Watch();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            Unwatch();
            _pipe.Dispose();
        }
    }

    /// <summary>Bytes taken; 0 when there is nothing now, or never again.</summary>
    private int ReadOnce()
    {
        if (_ended || _paused)
        {
            return 0;
        }

        byte[] buffer = t_buffer ??= new byte[PipeCapacity];
        int count = ReadFd.Try(_pipe, buffer);
        if (count > 0)
        {
            if (!_sink.Receive(_channel, buffer.AsSpan(0, count)))
            {
                _paused = true;
                Unwatch();
            }

            return count;
        }

        if (count != -Errno.Eagain)
        {
            _ended = true;
            Unwatch();
        }

        return 0;
    }

    private void Watch()
    {
        if (_watchKey == 0 && !_ended && !_paused)
        {
            _watchKey = _pump.Watch(_pipe, this);
        }
    }

    private void Unwatch()
    {
        if (_watchKey != 0)
        {
            // taken out rather than muted: epoll reports a hang-up even of a muted descriptor, over and over
            _pump.Unwatch(_pipe, _watchKey);
            _watchKey = 0;
        }
    }
}
