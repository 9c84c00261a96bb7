using System.Collections.Concurrent;
using Mayfly.Sandbox.Interop;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Output;

/// <summary>
/// One thread that waits on the output pipes and the process descriptors of all sandboxes. A thread of our own, because it waits in epoll
/// for ever; one, because what it does at each event is short.
/// </summary>
internal sealed partial class OutputPump : IDisposable
{
    private const long StopKey = 0;

    private readonly SafeFileHandle _epoll = Epoll.Create();
    private readonly SafeFileHandle _stop = EventFd.Create();
    private readonly ConcurrentDictionary<long, IWatched> _watched = new();
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private long _lastKey = StopKey;

    public OutputPump(ILogger logger)
    {
        _logger = logger;
        Epoll.Add(_epoll, _stop, StopKey);
        _thread = new Thread(Run) { IsBackground = true, Name = "mayfly-output" };
        _thread.Start();
    }

    /// <summary>Starts watching. The key returned stops it again.</summary>
    public long Watch(SafeFileHandle descriptor, IWatched watched)
    {
        // a key is never used twice, so an event that is already on its way when watching stops finds nobody
        long key = Interlocked.Increment(ref _lastKey);
        _watched[key] = watched;
        Epoll.Add(_epoll, descriptor, key);
        return key;
    }

    public void Unwatch(SafeFileHandle descriptor, long key)
    {
        if (_watched.TryRemove(key, out _))
        {
            Epoll.Remove(_epoll, descriptor);
        }
    }

    public void Dispose()
    {
        WriteFd.All(_stop, BitConverter.GetBytes(1L), "eventfd");
        _thread.Join();
        _stop.Dispose();
        _epoll.Dispose();
    }

    private void Run()
    {
        Span<long> keys = stackalloc long[64];
        while (true)
        {
            foreach (long key in keys[..Epoll.Wait(_epoll, keys)])
            {
                if (key == StopKey)
                {
                    return;
                }

                if (_watched.TryGetValue(key, out IWatched? watched))
                {
                    Call(watched);
                }
            }
        }
    }

    private void Call(IWatched watched)
    {
        try
        {
            watched.OnReadable();
        }
        catch (Exception exception)
        {
            // one sandbox's sink may not silence all others
            Log.WatchedFailed(_logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Error, "Reading a sandbox's output failed.")]
        public static partial void WatchedFailed(ILogger logger, Exception exception);
    }
}
