using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Bench.Load.Deployment;

namespace Mayfly.Bench.Load.Measures;

/// <summary>G4: the first Invoke of a Node function for which a stem waits.</summary>
internal sealed class PoolHitColdStart : IMeasure
{
    public string Id => "G4";

    public async Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench)
    {
        (Pairs pairs, IReadOnlyList<string> notes) = await ColdStartComparison.RunAsync(bench, Language.Node(bench), fromStem: true, "cold-hit");
        return [new Finding(Id, "Node cold start, pool hit ÷ starting bare node", "ms", pairs, pairs.OursOverBaseline, "×", Mark.AtMost(0.10, 0.03), notes)];
    }
}
