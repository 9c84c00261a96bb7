namespace Mayfly.Core.Environments;

/// <summary>
/// Takers who wait for environments that are about to be ready: no more of them than there are such environments. Not safe for threads; guarded by the pool's lock.
/// </summary>
internal sealed class SettlingQueue
{
    private readonly Queue<TaskCompletionSource<ExecutionEnvironment?>> _waiters = new();
    private int _coming;

    /// <summary>One more environment is on its way.</summary>
    public void Expect() => _coming++;

    /// <summary>One that was expected is here, or will not come: then somebody may have to be released.</summary>
    public void Arrive() => _coming--;

    /// <summary>Joins the queue; null when there is nothing to wait for.</summary>
    public TaskCompletionSource<ExecutionEnvironment?>? Join()
    {
        if (_coming <= _waiters.Count)
        {
            return null;
        }

        TaskCompletionSource<ExecutionEnvironment?> waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters.Enqueue(waiter);
        return waiter;
    }

    /// <returns>False when nobody waits any more.</returns>
    public bool TryGive(ExecutionEnvironment environment)
    {
        while (_waiters.TryDequeue(out TaskCompletionSource<ExecutionEnvironment?>? waiter))
        {
            if (waiter.TrySetResult(environment))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sends one on who would wait in vain, if there is one.</summary>
    public void ReleaseOne()
    {
        while (_waiters.Count > _coming && _waiters.TryDequeue(out TaskCompletionSource<ExecutionEnvironment?>? waiter))
        {
            if (waiter.TrySetResult(null))
            {
                return;
            }
        }
    }
}
