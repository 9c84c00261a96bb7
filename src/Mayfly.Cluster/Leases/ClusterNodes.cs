using System.Collections.Concurrent;
using Mayfly.Core.Concurrency;
using Mayfly.Core.Concurrency.Home;
using Mayfly.Core.Functions;
using Orleans.Runtime.Services;

namespace Mayfly.Cluster.Leases;

/// <summary>The silos of the cluster as nodes that hold leases. A node's name is its silo's address, which a restarted process does not have again.</summary>
internal sealed class ClusterNodes(IServiceProvider services, IClusterMembershipService membership, GrainHome home) : GrainServiceClient<ILeaseNodeService>(services), ILeaseNodes
{
    private readonly ConcurrentDictionary<SiloAddress, DateTimeOffset> _gone = new();

    /// <inheritdoc/>
    public IReadOnlyCollection<string> All
    {
        get
        {
            DateTimeOffset now = home.Time.GetUtcNow();
            return [.. membership.CurrentSnapshot.Members.Values.Where(member => MayHold(member, now)).Select(static member => NameOf(member.SiloAddress))];
        }
    }

    public static string NameOf(SiloAddress silo) => silo.ToParsableString();

    /// <inheritdoc/>
    public ValueTask<LeaseReport> SettleAsync(string node, LeaseOrder order) => GetGrainService(SiloAddress.FromParsableString(node)).SettleAsync(order);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ProvisionedReport>> ProvisionedAsync(string node, FunctionKey function) =>
        await GetGrainService(SiloAddress.FromParsableString(node)).ProvisionedAsync(function);

    /// <summary>A silo that went holds what it held until that has expired.</summary>
    private bool MayHold(ClusterMember member, DateTimeOffset now) => member.Status switch
    {
        SiloStatus.Joining or SiloStatus.Created => false,
        SiloStatus.Dead => now - _gone.GetOrAdd(member.SiloAddress, now) < LeaseTimes.Expiry,
        _ => true,
    };
}
