namespace Mayfly.Bench.Load.Comparing;

/// <summary>One value a side for each repetition, taken right after each other.</summary>
internal sealed record Pairs(IReadOnlyList<double> Ours, IReadOnlyList<double> Baseline)
{
    /// <summary>Ours divided by the baseline, repetition by repetition.</summary>
    public Spread OursOverBaseline => Spread.Of(Ours.Zip(Baseline, static (ours, baseline) => ours / baseline));

    /// <summary>The baseline divided by ours, repetition by repetition.</summary>
    public Spread BaselineOverOurs => Spread.Of(Ours.Zip(Baseline, static (ours, baseline) => baseline / ours));
}
