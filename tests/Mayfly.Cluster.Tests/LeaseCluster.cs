using Mayfly.Cluster.Leases;
using Mayfly.Core.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Mayfly.Cluster.Tests;

/// <summary>Several silos in this process, each a node, with Orleans' own test transport between them; a shared store of functions, and a clock that stands still.</summary>
internal sealed class LeaseCluster : IAsyncDisposable
{
    private readonly Dictionary<string, Node> _byName = [];
    private readonly FunctionStore _store = Node.Functions();
    private readonly InProcessTestCluster _cluster;
    private int _calls;

    private LeaseCluster(short silos)
    {
        InProcessTestClusterBuilder builder = new(silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((options, silo) =>
        {
            Node node = new(_store, Time);
            lock (_byName)
            {
                _byName[options.SiloName] = node;
            }

            silo.Configure<ClusterMembershipOptions>(static membership =>
            {
                // A killed silo is found dead by one other, after one probe.
                (membership.NumMissedProbesLimit, membership.NumVotesForDeathDeclaration) = (1, 1);
                membership.ProbeTimeout = TimeSpan.FromMilliseconds(500);
            });
            silo.AddLeases(node.Services);
            silo.AddIncomingGrainCallFilter(call =>
            {
                Interlocked.Add(ref _calls, call.Grain is AccountGrain or FunctionGrain ? 1 : 0);
                return call.Invoke();
            });
        });
        _cluster = builder.Build();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public IReadOnlyList<Node> Nodes { get; private set; } = [];

    /// <summary>Calls of grains until now, by anybody.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public static async Task<LeaseCluster> StartAsync(short silos)
    {
        LeaseCluster cluster = new(silos);
        await cluster._cluster.DeployAsync();
        cluster.Nodes = [.. cluster._cluster.Silos.Select(silo =>
        {
            Node node = cluster._byName[silo.Name];
            node.Get<GrainHome>().Connect(silo.SiloHost.Services.GetRequiredService<IGrainFactory>(), silo.SiloAddress);
            return node;
        })];
        return cluster;
    }

    /// <summary>Ends a silo without a word to the others; completes when they have found that out.</summary>
    public async Task KillAsync(Node node)
    {
        InProcessSiloHandle silo = _cluster.Silos[Nodes.ToList().IndexOf(node)];
        IClusterMembershipService membership = _cluster.Silos.First(other => other != silo).SiloHost.Services.GetRequiredService<IClusterMembershipService>();
        SiloAddress address = silo.SiloAddress;
        await _cluster.KillSiloAsync(silo);
        await foreach (ClusterMembershipSnapshot snapshot in membership.MembershipUpdates)
        {
            if (snapshot.GetSiloStatus(address) == SiloStatus.Dead)
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        foreach (Node node in _byName.Values)
        {
            await node.DisposeAsync();
        }
    }
}
