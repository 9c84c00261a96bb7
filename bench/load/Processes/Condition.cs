using System.Diagnostics;

namespace Mayfly.Bench.Load.Processes;

/// <summary>Waits for something to become true, looking often, until a deadline.</summary>
internal static class Condition
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(5);

    public static async Task HoldsAsync(string what, TimeSpan deadline, Func<bool> holds)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!holds())
        {
            if (watch.Elapsed > deadline)
            {
                throw new BenchException($"Waited {deadline.TotalSeconds:F0} s in vain for: {what}.");
            }

            await Task.Delay(s_interval);
        }
    }
}
