using Mayfly.Core.Concurrency;
using Mayfly.Core.Invocation;
using Mayfly.Core.Tests.Concurrency;

namespace Mayfly.Cluster.Tests;

/// <summary>The promises of docs/design/concurrency.md, over silos of Orleans.</summary>
public sealed class LeaseGrainTests
{
    [Fact]
    public async Task A_warm_invocation_calls_no_grain()
    {
        await using LeaseCluster cluster = await LeaseCluster.StartAsync(1);
        (await cluster.Nodes[0].TakeAsync("f0")).Give();
        int before = cluster.Calls;
        Assert.True(before > 0);
        for (int i = 0; i < 10_000; i++)
        {
            ConcurrencyLease lease = await cluster.Nodes[0].TakeAsync(i % 2 == 0 ? "f0" : "f1");
            Assert.Null(lease.Refusal);
            lease.Give();
        }

        Assert.Equal(before, cluster.Calls);
    }

    /// <summary>Random work on three nodes at once, while reservations come and go and time passes.</summary>
    [Fact]
    public async Task No_limit_is_exceeded_over_all_nodes_and_none_is_left_unused()
    {
        await using LeaseCluster cluster = await LeaseCluster.StartAsync(3);
        await cluster.Nodes[0].ReserveAsync("f0", 20);
        RunningCount[] running = [new(), new()];
        await Task.WhenAll(Enumerable.Range(0, 12).Select(worker => Task.Run(async () =>
        {
            Node node = cluster.Nodes[worker % 3];
            Queue<(ConcurrencyLease Lease, int Pool)> mine = new();
            for (int i = 0; i < 300; i++)
            {
                int pool = Random.Shared.Next(2);
                ConcurrencyLease lease = await node.TakeAsync($"f{pool}");
                Assert.NotEqual(InvocationStatus.ServiceFailed, lease.Refusal);
                if (lease.Refusal is null)
                {
                    running[pool].Begin();
                    mine.Enqueue((lease, pool));
                }

                while (mine.Count > Random.Shared.Next(26) || (i == 299 && mine.Count > 0))
                {
                    (ConcurrencyLease done, int of) = mine.Dequeue();
                    running[of].End();
                    done.Give();
                }

                if (i % 100 == 0)
                {
                    cluster.Time.Advance(LeaseTimes.Beat);
                }
            }
        })));

        Assert.InRange(running[0].Most, 1, 20);
        Assert.InRange(running[1].Most, 1, Node.Limit - 20);
        Assert.Equal(Node.Limit - 20, (await TakeManyAsync(cluster.Nodes[2], "f1", Node.Limit)).Count);
        Assert.Equal(20, (await TakeManyAsync(cluster.Nodes[1], "f0", Node.Limit)).Count);
        Assert.Equal(InvocationStatus.AccountThrottled, (await cluster.Nodes[0].TakeAsync("f1")).Refusal);
        Assert.Equal(InvocationStatus.FunctionThrottled, (await cluster.Nodes[0].TakeAsync("f0")).Refusal);
        Assert.All(cluster.Nodes, async node => Assert.Equal(Node.Limit - 20, await node.UnreservedAsync()));
    }

    [Fact]
    public async Task A_dead_silo_gives_back_its_leases_when_they_have_expired()
    {
        await using LeaseCluster cluster = await LeaseCluster.StartAsync(2);
        await TakeManyAsync(cluster.Nodes[1], "f0", 100);
        Assert.Equal(Node.Limit - 100, (await TakeManyAsync(cluster.Nodes[0], "f0", Node.Limit)).Count);
        await cluster.KillAsync(cluster.Nodes[1]);
        Assert.Equal(InvocationStatus.AccountThrottled, (await cluster.Nodes[0].TakeAsync("f0")).Refusal);
        cluster.Time.Advance(LeaseTimes.Expiry - TimeSpan.FromSeconds(1));
        Assert.Equal(InvocationStatus.AccountThrottled, (await cluster.Nodes[0].TakeAsync("f0")).Refusal);
        cluster.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(100, (await TakeManyAsync(cluster.Nodes[0], "f0", Node.Limit)).Count);
    }

    [Fact]
    public async Task A_functions_scaling_rate_is_one_for_all_nodes()
    {
        await using LeaseCluster cluster = await LeaseCluster.StartAsync(2);
        int started = 0;
        for (int i = 0; i < 1200; i++)
        {
            started += await cluster.Nodes[i % 2].Get<IConcurrencyHome>().TryStartAsync(Node.Key("f0")) ? 1 : 0;
        }

        Assert.Equal(1000, started);
    }

    private static async Task<List<ConcurrencyLease>> TakeManyAsync(Node node, string function, int count)
    {
        List<ConcurrencyLease> leases = [];
        for (int i = 0; i < count; i++)
        {
            ConcurrencyLease lease = await node.TakeAsync(function);
            if (lease.Refusal is null)
            {
                leases.Add(lease);
            }
        }

        return leases;
    }
}
