using Mayfly.Core.Concurrency;
using Mayfly.Core.Functions;
using Orleans.Services;

namespace Mayfly.Cluster.Leases;

/// <summary>One node, for the grains to ask what it holds.</summary>
[Alias("mayfly.lease-node")]
internal interface ILeaseNodeService : IGrainService
{
    /// <summary>A node answers at once or not at all, and others wait for what it answers.</summary>
    const string Patience = "00:00:05";

    [Alias("settle")]
    [ResponseTimeout(Patience)]
    ValueTask<LeaseReport> SettleAsync(LeaseOrder order);

    [Alias("provisioned")]
    [ResponseTimeout(Patience)]
    ValueTask<ProvisionedReport[]> ProvisionedAsync(FunctionKey function);
}
