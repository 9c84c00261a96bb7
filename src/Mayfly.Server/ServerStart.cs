using Mayfly.Cluster;
using Mayfly.Core.CodeSigning;
using Mayfly.Core.Concurrency;
using Mayfly.Core.Concurrency.Scheduled;
using Mayfly.Core.Environments;
using Mayfly.Core.EventQueue;
using Mayfly.Core.Functions;
using Mayfly.Core.HotReload;
using Mayfly.Core.Layers;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;

namespace Mayfly.Server;

/// <summary>What must be there before the first request: state, sandboxes, runtimes, the homes of leases.</summary>
internal static class ServerStart
{
    /// <returns>How many functions there are.</returns>
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        // Made before the leases, so that it is taken down after them.
        ClusterSilo silo = services.GetRequiredService<ClusterSilo>();
        services.GetRequiredService<ConcurrencyLeases>();
        Task homes = silo.StartAsync();
        StemExpectations stems = services.GetRequiredService<StemExpectations>();

        // The state first: it locks the data folder, so that two servers never share one.
        services.GetRequiredService<HotReloader>();
        services.GetRequiredService<CodeSigningLoader>().Load();
        await services.GetRequiredService<LayerLoader>().LoadAsync();
        int functions = await services.GetRequiredService<FunctionLoader>().LoadAsync(CancellationToken.None);
        Task sandboxes = Task.Run(services.GetRequiredService<ISandboxHost>);
        Task runtimes = Task.Run(services.GetRequiredService<IRuntimeRegistry>);
        await Task.WhenAll(sandboxes, runtimes, homes);
        services.GetRequiredService<EnvironmentPools>();
        stems.Begin(services.GetRequiredService<IRuntimeRegistry>(), services.GetRequiredService<StemPools>(), services.GetRequiredService<BootArchives>());
        services.GetRequiredService<ProvisionedConcurrency>().Begin();
        services.GetRequiredService<ScheduledConcurrency>().Begin();
        services.GetRequiredService<EventQueue>().Begin();
        return functions;
    }
}
