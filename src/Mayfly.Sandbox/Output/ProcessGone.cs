using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Output;

/// <summary>Waits for a process that is not our child to be gone.</summary>
internal sealed class ProcessGone : IWatched
{
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutputPump _pump;
    private readonly SafeFileHandle _pidfd;
    private readonly Lock _lock = new();
    private readonly long _watchKey;

    public ProcessGone(OutputPump pump, SafeFileHandle pidfd)
    {
        _pump = pump;
        _pidfd = pidfd;
        // under the lock, so that OnReadable cannot run before the key is known
        lock (_lock)
        {
            _watchKey = pump.Watch(pidfd, this);
        }
    }

    public Task Task => _gone.Task;

    public void OnReadable()
    {
        lock (_lock)
        {
            _pump.Unwatch(_pidfd, _watchKey);
        }

        _gone.TrySetResult();
    }
}
