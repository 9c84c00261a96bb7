namespace Mayfly.Core.Concurrency;

/// <summary>A node tells a pool's home what it holds, and what it would like to hold. The protocol: docs/design/concurrency.md.</summary>
/// <param name="Epoch">Of the home that the node heard last; 0 when it holds nothing of any.</param>
/// <param name="Seen">The newest message of that home that the node has obeyed.</param>
/// <param name="Sequence">Grows with every request of the node. One that comes late is void.</param>
/// <param name="Held">The most that the node may have in use now: what runs, or its ceiling, whichever is more.</param>
/// <param name="Wanted">The ceiling at which all who wait could run.</param>
/// <param name="IsHungry">Whether somebody waits: then others are asked for what they do not use, and spare leases come with the answer.</param>
public readonly record struct LeaseRequest(long Epoch, long Seen, long Sequence, int Held, int Wanted, bool IsHungry);
