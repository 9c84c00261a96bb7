namespace Mayfly.Core.EventQueue;

/// <summary>What is to become of an event after one attempt.</summary>
internal readonly record struct EventEnd
{
    /// <summary>It has come to its end.</summary>
    public static EventEnd Done => new() { IsOver = true };

    /// <summary>It stays in the store as it is, untouched until the next start of the server: the attempt was cut short by this one's end.</summary>
    public static EventEnd Abandoned => new() { IsAbandoned = true };

    public bool IsOver { get; private init; }

    public bool IsAbandoned { get; private init; }

    /// <summary>The event as it is to be tried again.</summary>
    public QueuedEvent? Again { get; private init; }

    /// <summary>Whether the lane should slow down.</summary>
    public bool Throttled { get; private init; }

    /// <summary>What follows from its end: made durable together with it.</summary>
    public IReadOnlyList<Follower> Followers { get; init; }

    public static EventEnd Retry(QueuedEvent again, bool throttled) => new() { Again = again, Throttled = throttled };
}
