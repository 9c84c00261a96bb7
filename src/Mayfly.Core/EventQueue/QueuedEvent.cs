namespace Mayfly.Core.EventQueue;

/// <summary>An event that is durable and not yet at its end.</summary>
public sealed record QueuedEvent
{
    /// <summary>Its number in the store.</summary>
    public required long Id { get; init; }

    /// <summary>When it may be tried, Unix milliseconds.</summary>
    public required long Due { get; init; }

    /// <summary>When it was accepted, Unix milliseconds.</summary>
    public required long Accepted { get; init; }

    /// <summary>How often it ran and failed.</summary>
    public int Failures { get; init; }

    /// <summary>How often it could not be run: throttles and faults of the service.</summary>
    public int Refusals { get; init; }

    /// <summary>How the last attempt was answered, an HTTP status, 200 when the function ran and failed; 0 before the first.</summary>
    public int LastStatus { get; init; }

    /// <summary>What <see cref="EventContent"/> reads; null for a large one, which is left in the store until it is needed.</summary>
    public byte[]? Content { get; init; }
}
