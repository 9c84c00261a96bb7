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

    /// <summary>The trace as the function saw it, its lineage included.</summary>
    public string TraceHeader { get; init; } = Header.TraceHeader;

    public ReadOnlySpan<byte> Payload => EventContent.Payload(Content);

    /// <summary>The function's ARN with the qualifier that was asked for, as records name it.</summary>
    public string Arn => $"{Function.Arn}:{Header.Qualifier ?? FunctionVersions.Latest}";

    /// <summary>How often the function ran.</summary>
    public int Runs => Event.Failures + (Outcome?.ExecutedVersion is null ? 0 : 1);
}
