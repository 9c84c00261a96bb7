using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Bench.Load.Deployment;

namespace Mayfly.Bench.Load.Measures;

/// <summary>G6: the first Invoke of a Python function for which a stem waits.</summary>
internal sealed class PythonColdStart : IMeasure
{
    public string Id => "G6";

    public async Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench)
    {
        (Pairs pairs, IReadOnlyList<string> notes) = await ColdStartComparison.RunAsync(bench, Language.Python(bench), fromStem: true, "cold-python");
        return
        [
            new Finding(
                Id, "Python cold start, pool hit ÷ starting bare python3 with the same imports", "ms", pairs, pairs.OursOverBaseline, "×", Mark.AtMost(0.15, 0.05),
                [.. notes, "The bare side imports what the runtime client itself imports (builtins, decimal, importlib, json, logging, math, os, socket, sys, time, traceback), not what stems preload beyond that."]),
        ];
    }
}
