namespace Mayfly.Core.EventQueue;

/// <summary>What happens to the queue as one: all of it becomes durable, or nothing.</summary>
public sealed record EventChange
{
    /// <summary>The event that has come to its end.</summary>
    public long? Removed { get; init; }

    /// <summary>The event that is to be tried again, with what it is from now on; its content stays as it is.</summary>
    public QueuedEvent? Rescheduled { get; init; }

    /// <summary>Events that come in.</summary>
    public IReadOnlyList<IncomingEvent> Added { get; init; } = [];
}
