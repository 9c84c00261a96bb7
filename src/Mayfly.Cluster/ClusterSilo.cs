using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Mayfly.Cluster;

/// <summary>
/// Orleans in this process, in a host of its own: started before anything is invoked, and stopped when nothing is invoked any
/// more.
/// </summary>
public sealed class ClusterSilo : IAsyncDisposable
{
    private readonly IServiceProvider _services;
    private Task<IHost>? _started;

    public ClusterSilo(IServiceProvider services) => _services = services;

    /// <summary>Completes when grains can be called. Needs the node's leases, and nothing else of it.</summary>
    public Task StartAsync() => _started = Task.Run(StartHostAsync);

    /// <summary>Stops the silo, if it has started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_started is not { } started)
        {
            return;
        }

        await ((Task)started).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (started.IsCompletedSuccessfully)
        {
            using IHost host = await started;
            await host.StopAsync();
        }
    }

    private async Task<IHost> StartHostAsync()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(_services.GetRequiredService<ILoggerFactory>());
        builder.UseOrleans(silo =>
        {
            // The port is a name: see SilentTransport.
            silo.UseLocalhostClustering(gatewayPort: 0);
            SilentTransport.Replace(silo.Services);
            silo.AddLeases(_services);
        });
        IHost host = builder.Build();
        await host.StartAsync();
        _services.GetRequiredService<GrainHome>().Connect(host.Services.GetRequiredService<IGrainFactory>(), host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress);
        return host;
    }
}
