using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>
/// Where an installation counts what all its nodes may run: one home for each account in a region, and one for each function. As a node sees it; every
/// call may go to another node and may throw when that cannot be reached.
/// </summary>
public interface IConcurrencyHome
{
    /// <summary>Makes this process a node, to be asked what it holds. Before anything else.</summary>
    void Join(ILeaseNode node);

    /// <summary>Renews, gives back or asks for leases.</summary>
    ValueTask<LeaseAnswer> DrawAsync(LeasePool pool, LeaseRequest request);

    /// <summary>Sets that much of the account's concurrency aside for a function, in place of what was before; false, changing nothing, when too little would be left.</summary>
    Task<bool> TrySetAsideAsync(FunctionKey function, int amount);

    /// <summary>As was decided before.</summary>
    Task SetAsideAsync(FunctionKey function, int amount);

    /// <summary>What is left for functions that have nothing of their own.</summary>
    Task<int> UnreservedAsync(string account, string region);

    /// <summary>Has all nodes obey a function's settings. Completes when they do.</summary>
    Task FollowAsync(FunctionKey function, FunctionTerms terms);

    /// <summary>Whether one more environment of the function may be started now; if so, it is counted.</summary>
    ValueTask<bool> TryStartAsync(FunctionKey function);

    /// <summary>What all nodes have ready, a report a version.</summary>
    Task<IReadOnlyList<ProvisionedReport>> ProvisionedAsync(FunctionKey function);
}
