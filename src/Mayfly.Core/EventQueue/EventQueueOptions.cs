namespace Mayfly.Core.EventQueue;

/// <summary>Limits of the event queue.</summary>
public sealed class EventQueueOptions
{
    /// <summary>Events that may wait, of all functions together, messages for destinations among them; further ones are refused until there is room.</summary>
    public long MaximumEvents { get; set; } = 10_000_000;
}
