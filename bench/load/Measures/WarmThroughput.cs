using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Comparing;

namespace Mayfly.Bench.Load.Measures;

/// <summary>G2: how many warm Invokes a second 16 connections get, beside direct calls to the same handler.</summary>
internal sealed class WarmThroughput : IMeasure
{
    public string Id => "G2";

    public async Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench)
    {
        await using WarmSides sides = await WarmSides.StartAsync(bench, WarmSides.Many);
        Pairs pairs = await new SideBySide(bench.Repetitions).RunAsync(
            () => Task.FromResult(sides.Mayfly.Run(bench.LoadTime).PerSecond),
            () => Task.FromResult(sides.Direct.Run(bench.LoadTime).PerSecond));
        return
        [
            new Finding(
                Id, "warm throughput, 16 connections: Invoke ÷ the same handler in a bare Node http server", "/s", pairs, pairs.OursOverBaseline, "×", Mark.AtLeast(0.4, 0.7),
                ["The direct side is one Node process on one CPU; Mayfly's runs in up to 16 environments. The client takes CPU time of the same machine on both sides."]),
        ];
    }
}
