using Mayfly.Core.Functions;

namespace Mayfly.Core.EventQueue;

/// <summary>Names a lane: events that wait for the same thing, and so never make those of another lane wait.</summary>
/// <param name="Kind">What they wait for.</param>
/// <param name="Account">Whose they are.</param>
/// <param name="Region">Where they are.</param>
/// <param name="Name">The function's name, or the destination's ARN.</param>
public readonly record struct LaneKey(LaneKind Kind, string Account, string Region, string Name)
{
    /// <summary>The lane of a function's events.</summary>
    public static LaneKey Of(in FunctionKey function) => new(LaneKind.Function, function.Account, function.Region, function.Name);

    /// <summary>Of a function's lane: the function.</summary>
    public FunctionKey Function => new(Account, Region, Name);
}
