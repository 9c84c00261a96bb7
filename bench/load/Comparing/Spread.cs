namespace Mayfly.Bench.Load.Comparing;

/// <summary>The middle and the ends of some repetitions.</summary>
internal sealed record Spread(double Median, double Minimum, double Maximum)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(MedianOfSorted(sorted), sorted[0], sorted[^1]);
    }

    public static double MedianOf(IEnumerable<double> values) => MedianOfSorted([.. values.Order()]);

    private static double MedianOfSorted(double[] sorted)
        => sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
