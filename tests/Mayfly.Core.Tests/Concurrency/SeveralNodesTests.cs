using CsCheck;
using Mayfly.Core.Concurrency;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.Tests.Concurrency;

/// <summary>What holds over all nodes together: docs/design/concurrency.md.</summary>
public sealed class SeveralNodesTests
{
    /// <summary>
    /// Whatever is begun, ended, reserved and released on whichever of three nodes, while time passes and homes are lost: an invocation starts exactly when
    /// the limit that it falls under, its function's or the account's, is not reached over all nodes, and is refused for that reason.
    /// </summary>
    [Fact]
    public void An_invocation_starts_exactly_when_the_limit_allows_it()
        => Gen.Select(Gen.Int[0, 7], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 60]).List[1, 80].Sample(steps => RunAsync(steps).GetAwaiter().GetResult(), iter: 150);

    /// <summary>The same under real concurrency, with messages that overtake each other: no limit is ever exceeded, and nothing stays counted at the end.</summary>
    [Fact]
    public async Task No_limit_is_exceeded_while_messages_overtake_each_other()
    {
        await using Nodes nodes = await Nodes.MakeAsync(3);
        nodes.Homes.Travel = static async () =>
        {
            for (int i = Random.Shared.Next(4); i > 0; i--)
            {
                await Task.Yield();
            }
        };
        await nodes.ReserveAsync(0, "f0", 20);
        RunningCount[] running = [new(), new()];
        await Task.WhenAll(Enumerable.Range(0, 24).Select(worker => Task.Run(async () =>
        {
            Queue<(ConcurrencyLease Lease, int Pool)> mine = new();
            for (int i = 0; i < 400; i++)
            {
                int pool = Random.Shared.Next(2);
                ConcurrencyLease lease = await nodes.TakeAsync(worker % 3, pool == 0 ? "f0" : "f1");
                if (lease.Refusal is null)
                {
                    running[pool].Begin();
                    mine.Enqueue((lease, pool));
                }

                Assert.NotEqual(InvocationStatus.ServiceFailed, lease.Refusal);
                while (mine.Count > Random.Shared.Next(14) || (i == 399 && mine.Count > 0))
                {
                    (ConcurrencyLease done, int of) = mine.Dequeue();
                    running[of].End();
                    done.Give();
                }

                if (i % 50 == 0)
                {
                    nodes.Time.Advance(LeaseTimes.Beat);
                }
            }
        })));

        Assert.True(running[0].Most <= 20, $"{running[0].Most} ran under a reservation of 20.");
        Assert.True(running[1].Most <= Nodes.Limit - 20, $"{running[1].Most} ran where {Nodes.Limit - 20} may.");
        Assert.All(nodes.Leases, static leases => Assert.Equal(0, leases.AccountOf("000000000000", "us-east-1").Unreserved.Used));
    }

    [Fact]
    public async Task What_one_node_does_not_use_another_gets_when_it_starves()
    {
        await using Nodes nodes = await Nodes.MakeAsync(2);
        (await nodes.TakeAsync(0, "f0")).Give();
        Assert.True(nodes.Leases[0].AccountOf("000000000000", "us-east-1").Unreserved.Ceiling > 1);
        Assert.Equal(Nodes.Limit, (await TakeManyAsync(nodes, 1, "f0", Nodes.Limit)).Count);
        Assert.Equal(InvocationStatus.AccountThrottled, (await nodes.TakeAsync(0, "f0")).Refusal);
    }

    [Fact]
    public async Task What_a_dead_node_held_is_free_when_its_leases_have_expired_and_not_before()
    {
        await using Nodes nodes = await Nodes.MakeAsync(2);
        await TakeManyAsync(nodes, 0, "f0", Nodes.Limit);
        nodes.Homes.CutOff[Nodes.Name(0)] = true;
        Assert.Equal(InvocationStatus.AccountThrottled, (await nodes.TakeAsync(1, "f0")).Refusal);
        nodes.Time.Advance(LeaseTimes.Expiry - TimeSpan.FromSeconds(1));
        Assert.Equal(InvocationStatus.AccountThrottled, (await nodes.TakeAsync(1, "f0")).Refusal);
        nodes.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Nodes.Limit, (await TakeManyAsync(nodes, 1, "f0", Nodes.Limit)).Count);
    }

    [Fact]
    public async Task A_node_that_is_cut_off_starts_nothing_before_its_leases_are_given_to_others()
    {
        await using Nodes nodes = await Nodes.MakeAsync(2);
        (await nodes.TakeAsync(0, "f0")).Give();
        nodes.Homes.CutOff[Nodes.Name(0)] = true;
        nodes.Time.Advance(LeaseTimes.Term - TimeSpan.FromSeconds(1));
        ConcurrencyLease lease = await nodes.TakeAsync(0, "f0");
        Assert.Null(lease.Refusal);
        lease.Give();
        nodes.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(InvocationStatus.ServiceFailed, (await nodes.TakeAsync(0, "f0")).Refusal);
        nodes.Homes.CutOff.Clear();
        Assert.Null((await nodes.TakeAsync(0, "f0")).Refusal);
    }

    [Fact]
    public async Task A_node_that_works_holds_its_leases_however_long()
    {
        await using Nodes nodes = await Nodes.MakeAsync(1);
        List<ConcurrencyLease> leases = await TakeManyAsync(nodes, 0, "f0", 100);
        for (int beat = 0; beat < 20; beat++)
        {
            nodes.Time.Advance(LeaseTimes.Beat);
        }

        int asked = nodes.Homes.Draws;
        leases[0].Give();
        Assert.Null((await nodes.TakeAsync(0, "f0")).Refusal);
        Assert.Equal(asked, nodes.Homes.Draws);
    }

    [Fact]
    public async Task Idle_leases_go_back_by_halves_and_the_last_when_nothing_has_run_for_long()
    {
        await using Nodes nodes = await Nodes.MakeAsync(1);
        (await nodes.TakeAsync(0, "f0")).Give();
        LeaseShare share = nodes.Leases[0].AccountOf("000000000000", "us-east-1").Unreserved;
        Assert.Equal(Nodes.Limit, share.Ceiling);
        nodes.Time.Advance(LeaseTimes.Beat);
        nodes.Time.Advance(LeaseTimes.Beat);
        Assert.InRange(share.Ceiling, 2, Nodes.Limit / 2);
        for (int beat = 0; beat < 20; beat++)
        {
            nodes.Time.Advance(LeaseTimes.Beat);
        }

        Assert.Equal(1, share.Ceiling);
        for (int beat = 0; beat <= LeaseTimes.IdleBeats; beat++)
        {
            nodes.Time.Advance(LeaseTimes.Beat);
        }

        Assert.Equal(0, share.Ceiling);
        int asked = nodes.Homes.Draws;
        nodes.Time.Advance(LeaseTimes.Beat);
        Assert.Equal(asked, nodes.Homes.Draws);
    }

    [Fact]
    public async Task A_full_account_is_refused_without_asking()
    {
        await using Nodes nodes = await Nodes.MakeAsync(1);
        await TakeManyAsync(nodes, 0, "f0", Nodes.Limit);
        Assert.Equal(InvocationStatus.AccountThrottled, (await nodes.TakeAsync(0, "f0")).Refusal);
        int asked = nodes.Homes.Draws;
        Assert.Equal(InvocationStatus.AccountThrottled, (await nodes.TakeAsync(0, "f1")).Refusal);
        Assert.Equal(asked, nodes.Homes.Draws);
    }

    [Fact]
    public async Task A_reservation_waits_for_a_node_that_is_cut_off_until_its_leases_have_expired()
    {
        await using Nodes nodes = await Nodes.MakeAsync(2);
        await TakeManyAsync(nodes, 1, "f1", Nodes.Limit);
        nodes.Homes.CutOff[Nodes.Name(1)] = true;
        Task<bool> reserving = nodes.ReserveAsync(0, "f0", 50);
        nodes.Time.Advance(LeaseTimes.Expiry - TimeSpan.FromSeconds(1));
        Assert.False(reserving.IsCompleted);
        while (!reserving.IsCompleted)
        {
            nodes.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True(await reserving);
        Assert.Equal(50, (await TakeManyAsync(nodes, 0, "f0", 60)).Count);
    }

    [Fact]
    public async Task Provisioned_environments_are_spread_evenly_and_move_to_those_who_live()
    {
        await using Nodes nodes = await Nodes.MakeAsync(2);
        ProvisionedSlots[] slots = await nodes.ProvisionAsync("f0", 5);
        Assert.Equal([3, 2], slots.Select(static one => one.Part));
        Assert.Equal(Nodes.Limit - 5, await nodes.UnreservedAsync(0));

        nodes.Homes.Bury(Nodes.Name(1));
        nodes.Homes.CutOff[Nodes.Name(1)] = true;
        nodes.Time.Advance(LeaseTimes.Beat);
        Assert.Equal(3, slots[0].Part);
        for (int beat = 0; beat < 4; beat++)
        {
            nodes.Time.Advance(LeaseTimes.Beat);
        }

        Assert.Equal(5, slots[0].Part);
        Assert.False(slots[1].TryUse(nodes.Time.GetTimestamp()));
    }

    [Fact]
    public async Task A_node_runs_no_more_in_provisioned_environments_than_it_has_ready_and_the_rest_on_demand()
    {
        await using Nodes nodes = await Nodes.MakeAsync(1);
        ProvisionedSlots slots = (await nodes.ProvisionAsync("f0", 3))[0];
        slots.Add();
        slots.Add();
        ConcurrencyLease[] leases = [await nodes.TakeAsync(0, "f0", "1"), await nodes.TakeAsync(0, "f0", "1"), await nodes.TakeAsync(0, "f0", "1")];
        Assert.Equal([slots, slots, null], leases.Select(static lease => lease.Provisioned));
        Assert.Equal([new ProvisionedReport("1", 2, 2, null)], await nodes.Leases[0].ProvisionedAsync(Functions.FunctionsRoom.Key("f0")));
        leases[0].Give();
        Assert.Same(slots, (await nodes.TakeAsync(0, "f0", "1")).Provisioned);
    }

    private static async Task RunAsync(List<(int Kind, int Node, int Function, int Amount)> steps)
    {
        await using Nodes nodes = await Nodes.MakeAsync(3);
        Queue<ConcurrencyLease>[] running = [[], [], []];
        int?[] reserved = [null, null, null];
        foreach ((int kind, int node, int function, int amount) in steps)
        {
            switch (kind)
            {
                case 0:
                    bool fits = Nodes.Limit - reserved.Sum(static one => one ?? 0) + (reserved[function] ?? 0) - amount >= 100 || amount <= (reserved[function] ?? 0);
                    Assert.Equal(fits, await nodes.ReserveAsync(node, $"f{function}", amount));
                    reserved[function] = fits ? amount : reserved[function];
                    break;
                case 1:
                    Assert.True(await nodes.ReserveAsync(node, $"f{function}", null));
                    reserved[function] = null;
                    break;
                case 2:
                    nodes.Time.Advance(TimeSpan.FromSeconds(amount));
                    break;
                case 3:
                    nodes.Homes.Lose();
                    break;
                case 4 or 5:
                    for (int i = 0; i < amount && running[function].TryDequeue(out ConcurrencyLease lease); i++)
                    {
                        lease.Give();
                    }

                    break;
                default:
                    for (int i = 0; i < amount; i++)
                    {
                        await TakeOneAsync(nodes, node, function, running, reserved);
                    }

                    break;
            }

            Assert.Equal(Nodes.Limit - reserved.Sum(static one => one ?? 0), await nodes.UnreservedAsync(node));
        }
    }

    private static async Task TakeOneAsync(Nodes nodes, int node, int function, Queue<ConcurrencyLease>[] running, int?[] reserved)
    {
        int unreserved = Nodes.Limit - reserved.Sum(static one => one ?? 0);
        InvocationStatus? expected = reserved[function] is int most
            ? running[function].Count < most ? null : InvocationStatus.FunctionThrottled
            : Enumerable.Range(0, 3).Where(other => reserved[other] is null).Sum(other => running[other].Count) < unreserved ? null : InvocationStatus.AccountThrottled;
        ConcurrencyLease lease = await nodes.TakeAsync(node, $"f{function}");
        Assert.Equal(expected, lease.Refusal);
        if (lease.Refusal is null)
        {
            running[function].Enqueue(lease);
        }
    }

    private static async Task<List<ConcurrencyLease>> TakeManyAsync(Nodes nodes, int node, string function, int count)
    {
        List<ConcurrencyLease> leases = [];
        for (int i = 0; i < count; i++)
        {
            ConcurrencyLease lease = await nodes.TakeAsync(node, function);
            if (lease.Refusal is null)
            {
                leases.Add(lease);
            }
        }

        return leases;
    }
}
