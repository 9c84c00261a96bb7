using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Bench.Load.Deployment;

namespace Mayfly.Bench.Load.Measures;

/// <summary>G1: how long a warm Invoke takes on one connection, beside a direct call to the same handler.</summary>
internal sealed class WarmLatency : IMeasure
{
    public string Id => "G1";

    public async Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench)
    {
        await using WarmSides sides = await WarmSides.StartAsync(bench, connections: 1);
        Pairs pairs = await new SideBySide(bench.Repetitions).RunAsync(
            () => Task.FromResult(sides.Mayfly.Run(bench.LoadTime).Microseconds(50)),
            () => Task.FromResult(sides.Direct.Run(bench.LoadTime).Microseconds(50)));
        return
        [
            new Finding(
                Id, "warm p50, one connection: Invoke ÷ the same handler in a bare Node http server", "µs", pairs, pairs.OursOverBaseline, "×", Mark.AtMost(2.5, 1.5),
                [$"{bench.LoadTime.TotalSeconds:F0} s a side and repetition; MemorySize {LambdaApi.MemoryMb} MB (one vCPU); logs on; the headers of an AWS SDK are sent."]),
        ];
    }
}
