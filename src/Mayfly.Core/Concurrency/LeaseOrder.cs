namespace Mayfly.Core.Concurrency;

/// <summary>A home tells a node to hold less, or only asks what it holds.</summary>
/// <param name="Pool">Of which pool.</param>
/// <param name="Epoch">As in <see cref="LeaseAnswer"/>.</param>
/// <param name="Number">As in <see cref="LeaseAnswer"/>.</param>
/// <param name="Ceiling">The node's ceiling is not above this from now on.</param>
/// <param name="IsFirm">Whether the ceiling falls below what is in use too; otherwise only what is unused is given up.</param>
/// <param name="Ends">The function has no reservation any more: what it runs counts as unreserved.</param>
/// <param name="Sequence">Of the node's last request that was answered.</param>
/// <param name="Answer">The answer to it. An order may overtake it on the way, and is obeyed after it: what was given is not taken back unused.</param>
public readonly record struct LeaseOrder(LeasePool Pool, long Epoch, long Number, int Ceiling, bool IsFirm, bool Ends, long Sequence, LeaseAnswer Answer);
