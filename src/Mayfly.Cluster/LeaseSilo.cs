using Mayfly.Cluster.Leases;
using Mayfly.Core.Concurrency.Home;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Mayfly.Cluster;

/// <summary>What a silo needs to be the home of leases, and a node that holds some.</summary>
internal static class LeaseSilo
{
    /// <param name="silo">The silo.</param>
    /// <param name="node">The services of the node: its settings and its home of leases.</param>
    public static ISiloBuilder AddLeases(this ISiloBuilder silo, IServiceProvider node)
    {
        silo.Services.AddSingleton(node.GetRequiredService<ConcurrencyTerms>());
        silo.Services.AddSingleton(node.GetRequiredService<GrainHome>());
        silo.Services.AddSingleton<ILeaseNodes, ClusterNodes>();
        silo.Services.AddSerializer(static serializer => serializer.AddAssembly(typeof(LeaseSilo).Assembly));
        return silo.AddGrainService<LeaseNodeService>();
    }
}
