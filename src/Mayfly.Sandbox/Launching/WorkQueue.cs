using System.Diagnostics.CodeAnalysis;

namespace Mayfly.Sandbox.Launching;

/// <summary>
/// Work for threads of our own, in its order. A thread that finds none sleeps at once: the platform's queues spin first, for a good part of a millisecond,
/// on the processor that the sandbox needs to answer what the work was done for.
/// </summary>
internal sealed class WorkQueue<T>
{
    private readonly Queue<T> _waiting = new();
    private bool _closed;

    /// <summary>False once the queue is closed.</summary>
    public bool TryAdd(T work)
    {
        lock (_waiting)
        {
            if (_closed)
            {
                return false;
            }

            _waiting.Enqueue(work);
            Monitor.Pulse(_waiting);
            return true;
        }
    }

    /// <summary>Waits for work. False when the queue is closed and empty.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T work)
    {
        lock (_waiting)
        {
            while (!_waiting.TryDequeue(out work))
            {
                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_waiting);
            }

            return true;
        }
    }

    /// <summary>No more is taken in; what waits is still given out.</summary>
    public void Close()
    {
        lock (_waiting)
        {
            _closed = true;
            Monitor.PulseAll(_waiting);
        }
    }
}
