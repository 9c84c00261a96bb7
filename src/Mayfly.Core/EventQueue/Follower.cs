namespace Mayfly.Core.EventQueue;

/// <summary>An event that another one's end gives rise to.</summary>
/// <param name="Lane">Where it goes.</param>
/// <param name="Content">What <see cref="EventContent"/> wrote.</param>
internal sealed record Follower(LaneKey Lane, byte[] Content);
