using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Comparing;

namespace Mayfly.Bench.Load.Measures;

/// <summary>One of the measures that bench/README.md lists.</summary>
internal interface IMeasure
{
    /// <summary>As --only names it.</summary>
    string Id { get; }

    /// <summary>Starts what it needs, measures both sides in turns, and ends what it started.</summary>
    Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench);
}
