namespace Mayfly.Bench.Micro;

/// <summary>Repeats a measurement and tells its middle.</summary>
internal static class Median
{
    /// <returns>Milliseconds: median, and the 10th and 90th percentile.</returns>
    public static async Task<(double Middle, double Low, double High)> OfAsync(int count, Func<Task<double>> measure)
    {
        List<double> times = [];
        for (int i = 0; i < count + 3; i++)
        {
            double time = await measure();
            // the first are for caches and compilers
            if (i >= 3)
            {
                times.Add(time);
            }
        }

        times.Sort();
        return (times[count / 2], times[count / 10], times[count * 9 / 10]);
    }
}
