using System.Diagnostics;

namespace Mayfly.Bench.Load.Client;

/// <summary>
/// Loads a server until it gets no faster: what is warm runs compiled code. .NET compiles in tiers, behind the requests, and on a machine of two cores
/// under full load that takes the better part of a minute.
/// </summary>
internal static class WarmUp
{
    private const double Faster = 1.03;
    private const int PiecesWithoutGain = 3;

    private static readonly TimeSpan s_piece = TimeSpan.FromSeconds(3);

    public static void UntilSteady(ClosedLoop loop, TimeSpan atMost)
    {
        double best = 0;
        int without = 0;
        for (long start = Stopwatch.GetTimestamp(); without < PiecesWithoutGain && Stopwatch.GetElapsedTime(start) < atMost;)
        {
            double rate = loop.Run(atMost < s_piece ? atMost : s_piece).PerSecond;
            without = rate > best * Faster ? 0 : without + 1;
            best = Math.Max(best, rate);
        }
    }
}
