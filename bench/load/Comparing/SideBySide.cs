namespace Mayfly.Bench.Load.Comparing;

/// <summary>
/// Takes both sides of a comparison in turns, A B A B, so that whatever else the machine does falls on both. A repetition is one or more such
/// turns; its value is the median of them.
/// </summary>
internal sealed class SideBySide(int repetitions)
{
    public async Task<Pairs> RunAsync(Func<Task<double>> ours, Func<Task<double>> baseline, int turns = 1)
    {
        List<double> oursByRepetition = [];
        List<double> baselineByRepetition = [];
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            List<double> a = [];
            List<double> b = [];
            for (int turn = 0; turn < turns; turn++)
            {
                a.Add(await ours());
                b.Add(await baseline());
            }

            oursByRepetition.Add(Spread.MedianOf(a));
            baselineByRepetition.Add(Spread.MedianOf(b));
        }

        return new Pairs(oursByRepetition, baselineByRepetition);
    }
}
