using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Bench.Load.Deployment;

namespace Mayfly.Bench.Load.Measures;

/// <summary>G5: the first Invoke of a Node function for which everything must be made: sandbox, process, runtime.</summary>
internal sealed class EmptyPoolColdStart : IMeasure
{
    public string Id => "G5";

    public async Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench)
    {
        (Pairs pairs, IReadOnlyList<string> notes) = await ColdStartComparison.RunAsync(bench, Language.Node(bench), fromStem: false, "cold-empty");
        return [new Finding(Id, "Node cold start, pool empty ÷ starting bare node", "ms", pairs, pairs.OursOverBaseline, "×", Mark.AtMost(1.25, 1.08), notes)];
    }
}
