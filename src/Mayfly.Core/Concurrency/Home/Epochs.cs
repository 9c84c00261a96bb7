namespace Mayfly.Core.Concurrency.Home;

/// <summary>Numbers for ledgers: one that is made later has the greater number, also on another machine whose clock is right.</summary>
internal static class Epochs
{
    private static long _last;

    public static long Next(TimeProvider time)
    {
        long now = time.GetUtcNow().UtcTicks;
        while (true)
        {
            long last = Interlocked.Read(ref _last);
            long next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return next;
            }
        }
    }
}
