using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.EventQueue;

/// <summary>A function's event at its end.</summary>
/// <param name="Function">The function it was for.</param>
/// <param name="Header">Who it was.</param>
/// <param name="Content">As stored.</param>
/// <param name="Event">Its attempts before the last.</param>
internal sealed record FinishedEvent(FunctionKey Function, InvocationHeader Header, byte[] Content, QueuedEvent Event)
{
    public EventCondition Condition { get; init; }

    /// <summary>How the last attempt ended; null when there was none.</summary>
    public InvocationOutcome? Outcome { get; init; }
}
