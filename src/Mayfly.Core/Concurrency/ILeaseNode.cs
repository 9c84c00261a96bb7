using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>A node as the homes of leases see it.</summary>
public interface ILeaseNode
{
    /// <summary>Obeys, and tells what is held then. Never waits.</summary>
    LeaseReport Settle(in LeaseOrder order);

    /// <summary>What this node has ready of a function.</summary>
    IReadOnlyList<ProvisionedReport> Provisioned(in FunctionKey function);
}
