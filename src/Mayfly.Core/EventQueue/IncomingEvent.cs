namespace Mayfly.Core.EventQueue;

/// <summary>An event on its way into the store.</summary>
/// <param name="Lane">The number of its lane.</param>
/// <param name="Key">What that lane is for.</param>
/// <param name="Event">The event, with its content.</param>
public sealed record IncomingEvent(long Lane, LaneKey Key, QueuedEvent Event);
