using System.Collections.Concurrent;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Networking;

/// <summary>
/// A thread that does what it is asked in one network namespace, one thing at a time; urgent things first. What is not urgent runs at a low CPU
/// priority. It must be a thread of its own: the namespace is a property of the thread. It is in the namespace only while it does something, so that
/// what the runtime does on it in between (waking waiters may start pool threads) happens where the process lives.
/// </summary>
internal sealed class NamespaceThread : IDisposable
{
    private const int BackgroundNice = 10;

    private readonly BlockingCollection<Job> _urgent = [];
    private readonly BlockingCollection<Job> _background = [];
    private readonly SafeFileHandle _home;
    private readonly SafeFileHandle _origin = OpenFile.ReadOnly("/proc/self/ns/net");
    private readonly Thread _thread;

    /// <summary>Takes over <paramref name="home"/>, the namespace to live in.</summary>
    public NamespaceThread(string name, SafeFileHandle home)
    {
        _home = home;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Runs <paramref name="action"/> before everything that is not urgent.</summary>
    public Task<T> DoAsync<T>(Func<T> action) => Post(_urgent, action);

    public Task DoAsync(Action action) => Post(_urgent, () =>
    {
        action();
        return true;
    });

    /// <summary>Runs <paramref name="action"/> when nothing urgent waits, at a low priority.</summary>
    public Task DoInBackgroundAsync(Action action) => Post(_background, () =>
    {
        action();
        return true;
    });

    /// <summary>Ends the thread after what it is doing; what still waits is cancelled.</summary>
    public void Dispose()
    {
        _urgent.CompleteAdding();
        _background.CompleteAdding();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
    }

    private static Task<T> Post<T>(BlockingCollection<Job> queue, Func<T> action)
    {
        TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        T? answer = default;
        Job job = new(() => answer = action(), () => result.SetResult(answer!), result.SetException, () => result.TrySetCanceled());
        try
        {
            queue.Add(job);
        }
        catch (InvalidOperationException)
        {
            job.Cancel();
        }

        return result.Task;
    }

    private void Run()
    {
        BlockingCollection<Job>[] queues = [_urgent, _background];
        int nice = 0;
        while (!_urgent.IsAddingCompleted)
        {
            int queue;
            Job? job;
            try
            {
                queue = BlockingCollection<Job>.TakeFromAny(queues, out job);
            }
            catch (ArgumentException)
            {
                break; // completed while waiting
            }

            int wanted = queue == 0 ? 0 : BackgroundNice;
            if (wanted != nice && NiceValue.TrySet(wanted)) // root may raise it again; without root there is no pool to fill
            {
                nice = wanted;
            }

            Do(job!);
        }

        foreach (Job waiting in _urgent.Concat(_background))
        {
            waiting.Cancel();
        }

        _home.Dispose();
        _origin.Dispose();
    }

    private void Do(Job job)
    {
        try
        {
            SetNs.EnterNetwork(_home);
            try
            {
                job.Run();
            }
            finally
            {
                SetNs.EnterNetwork(_origin);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException) // the edge of the thread's loop: whoever asked is told
        {
            job.Fail(exception);
            return;
        }

        job.Succeed();
    }

    private sealed record Job(Action Run, Action Succeed, Action<Exception> Fail, Action Cancel);
}
