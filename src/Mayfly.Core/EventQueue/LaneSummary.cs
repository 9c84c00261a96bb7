namespace Mayfly.Core.EventQueue;

/// <summary>A lane as the store holds it at start.</summary>
/// <param name="Id">Its number in the store.</param>
/// <param name="Key">What it is for.</param>
/// <param name="Count">Events in it.</param>
/// <param name="FirstDue">When the first is due, Unix milliseconds.</param>
public sealed record LaneSummary(long Id, LaneKey Key, long Count, long FirstDue);
