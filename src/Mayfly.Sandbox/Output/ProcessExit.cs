using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Output;

/// <summary>Waits for a child of ours to end, reaps it, and says how it ended.</summary>
internal sealed class ProcessExit : IWatched
{
    private readonly OutputPump _pump;
    private readonly SafeFileHandle _pidfd;
    private readonly Action<ProcessEnd> _ended;
    private readonly Action? _ending;
    private readonly Lock _lock = new();
    private long _watchKey;

    /// <param name="ended">Gets how, on the pump's thread.</param>
    /// <param name="ending">Called before it is reaped: the last moment at which its number is surely its own.</param>
    public ProcessExit(OutputPump pump, SafeFileHandle pidfd, Action<ProcessEnd> ended, Action? ending = null)
    {
        _ending = ending;
        _pump = pump;
        _pidfd = pidfd;
        _ended = ended;
    }

    public void Start()
    {
        // under the lock, so that OnReadable cannot run before the key is known
        lock (_lock)
        {
            _watchKey = _pump.Watch(_pidfd, this);
        }
    }

    public void OnReadable()
    {
        lock (_lock)
        {
            _ending?.Invoke();
            if (WaitId.TryReap(_pidfd) is not { } end)
            {
                return;
            }

            _pump.Unwatch(_pidfd, _watchKey);
            _pidfd.Dispose();
            _ended(end);
        }
    }
}
