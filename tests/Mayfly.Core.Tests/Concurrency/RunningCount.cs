namespace Mayfly.Core.Tests.Concurrency;

/// <summary>Counts what runs at once, from any thread. Never more than there is: what begins is counted after it has its lease, what ends before it gives that back.</summary>
internal sealed class RunningCount
{
    private int _now;
    private int _most;

    public int Most => Volatile.Read(ref _most);

    public void Begin()
    {
        int now = Interlocked.Increment(ref _now);
        for (int seen = Volatile.Read(ref _most); now > seen; seen = Volatile.Read(ref _most))
        {
            Interlocked.CompareExchange(ref _most, now, seen);
        }
    }

    public void End() => Interlocked.Decrement(ref _now);
}
