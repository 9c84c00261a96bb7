using Mayfly.Sandbox.Interop;

namespace Mayfly.Sandbox.Launching;

/// <summary>
/// Threads of our own for what must not run on a pool thread: they change namespaces and credentials, and they must live as long as what
/// they start, because bubblewrap's --die-with-parent (PR_SET_PDEATHSIG) fires when the *thread* that started it ends.
/// </summary>
internal sealed class LauncherThreads : IDisposable
{
    private readonly WorkQueue<Action> _work = new();
    private readonly Thread[] _threads;

    public LauncherThreads(int count, bool privileged)
    {
        _threads = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            _threads[i] = new Thread(() => Run(privileged)) { IsBackground = true, Name = $"mayfly-launch-{i}" };
            _threads[i].Start();
        }
    }

    public Task<T> RunAsync<T>(Func<T> work)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool taken = _work.TryAdd(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        ObjectDisposedException.ThrowIf(!taken, this);
        return done.Task;
    }

    public void Dispose()
    {
        _work.Close();
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    private void Run(bool privileged)
    {
        if (privileged)
        {
            Unshare.Call(Unshare.Fs);
            FileModeMask.SetUsual();
            DropGroups();
        }

        while (_work.TryTake(out Action? work))
        {
            work();
        }
    }

    /// <summary>Gives up the thread's supplementary groups for good (by raw call: this thread's alone): no launched program may inherit one.</summary>
    private static void DropGroups()
    {
        if (Syscall.Call(SystemCalls.SetGroups) != 0)
        {
            throw LinuxException.FromLastError("setgroups(none)");
        }
    }
}
