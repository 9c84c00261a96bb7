using System.Diagnostics;

namespace Mayfly.Bench.Load.Client;

/// <summary>What a <see cref="ClosedLoop"/> saw.</summary>
/// <param name="Latencies">Of each request, in <see cref="Stopwatch"/> ticks, in no order.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
internal sealed record LoadRun(long[] Latencies, TimeSpan Elapsed)
{
    public int Requests => Latencies.Length;

    public double PerSecond => Requests / Elapsed.TotalSeconds;

    /// <summary>A percentile of the latencies, in microseconds.</summary>
    public double Microseconds(double percentile)
    {
        long[] sorted = [.. Latencies.Order()];
        return sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * percentile / 100)] * 1e6 / Stopwatch.Frequency;
    }
}
