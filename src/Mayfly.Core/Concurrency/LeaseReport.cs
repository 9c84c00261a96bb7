namespace Mayfly.Core.Concurrency;

/// <summary>What a node holds after a <see cref="LeaseOrder"/>.</summary>
/// <param name="Held">As in <see cref="LeaseRequest"/>.</param>
/// <param name="Sequence">Of the node's newest request that is over: that one and older ones are void.</param>
public readonly record struct LeaseReport(int Held, long Sequence);
