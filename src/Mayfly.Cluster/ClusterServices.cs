using Mayfly.Core.Concurrency;
using Microsoft.Extensions.DependencyInjection;

namespace Mayfly.Cluster;

/// <summary>Wires this room.</summary>
public static class ClusterServices
{
    /// <summary>Adds the homes of concurrency leases, in grains. Run <see cref="ClusterSilo.StartAsync"/> before anything is invoked.</summary>
    public static IServiceCollection AddCluster(this IServiceCollection services)
    {
        services.AddSingleton<ClusterSilo>();
        services.AddSingleton<GrainHome>();
        services.AddSingleton<IConcurrencyHome>(static provider => provider.GetRequiredService<GrainHome>());
        return services;
    }
}
