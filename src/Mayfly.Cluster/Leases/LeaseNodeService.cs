using Mayfly.Core.Concurrency;
using Mayfly.Core.Functions;
using Microsoft.Extensions.Logging;

namespace Mayfly.Cluster.Leases;

/// <summary>This process, as the grains reach it. An answer never waits for anything.</summary>
internal sealed class LeaseNodeService(GrainId id, Silo silo, ILoggerFactory loggers, GrainHome home) : GrainService(id, silo, loggers), ILeaseNodeService
{
    public ValueTask<LeaseReport> SettleAsync(LeaseOrder order) => new(home.Node.Settle(order));

    public ValueTask<ProvisionedReport[]> ProvisionedAsync(FunctionKey function) => new(home.Node.Provisioned(function).ToArray());
}
