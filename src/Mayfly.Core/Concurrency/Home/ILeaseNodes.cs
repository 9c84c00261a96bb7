using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency.Home;

/// <summary>The nodes, as a home reaches them. A call throws when the node cannot be reached.</summary>
public interface ILeaseNodes
{
    /// <summary>Every node that may hold leases: those that live, and those whose leases have not expired since they were last seen.</summary>
    IReadOnlyCollection<string> All { get; }

    ValueTask<LeaseReport> SettleAsync(string node, LeaseOrder order);

    ValueTask<IReadOnlyList<ProvisionedReport>> ProvisionedAsync(string node, FunctionKey function);
}
