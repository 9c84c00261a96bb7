namespace Mayfly.Core.Concurrency.Home;

/// <summary>
/// Counts what all nodes hold of one pool, so that no invocation starts beyond its limit. Used by one caller at a time. Why the limit holds:
/// docs/design/concurrency.md.
/// </summary>
/// <param name="pool">The pool.</param>
/// <param name="limit">What all nodes together may use.</param>
/// <param name="epoch">Greater than that of any ledger of the pool before this one.</param>
/// <param name="nodes">Who may hold leases.</param>
/// <param name="time">For the expiry of what silent nodes hold.</param>
public sealed class LeaseLedger(LeasePool pool, int limit, long epoch, ILeaseNodes nodes, TimeProvider time)
{
    private readonly Dictionary<string, Holding> _holdings = [];
    private long _number;

    public int Limit { get; private set; } = limit;

    /// <summary>Provisioned environments are spread evenly; leases go where they are wanted.</summary>
    private bool IsEven => pool.Version is not null;

    /// <summary>A node's even part.</summary>
    private int Part => (Limit + Nodes - 1) / Nodes;

    private int Nodes => Math.Max(1, nodes.All.Count);

    /// <summary>Asks every node what it holds. Nothing may be given out before; a node that does not answer holds everything until it does, or until its leases have expired.</summary>
    public Task OpenAsync() => OrderAllAsync(int.MaxValue, isFirm: false, whenSilent: Holding.Unknown);

    /// <summary>Answers a node's request.</summary>
    public async ValueTask<LeaseAnswer> DrawAsync(string node, LeaseRequest request)
    {
        Holding holding = Of(node);
        if (request.Sequence <= holding.Sequence)
        {
            // The node has given it up, and may hold more by now.
            return default;
        }

        holding.Await(request.Sequence);
        if (request.Epoch != epoch || request.Seen >= holding.Ordered)
        {
            // Otherwise an order has overtaken it: what the node reported then is the newer word.
            holding.Held = request.Held;
        }

        holding.Until = time.GetUtcNow() + LeaseTimes.Expiry;
        await AskTheExpiredAsync(but: node);
        int wanted = IsEven ? Math.Min(request.Wanted, Part) : request.Wanted;
        if (request.IsHungry)
        {
            await RecallAsync(node, wanted);
        }

        long room = Math.Max(0, RoomOf(node));
        int ceiling = (int)Math.Min(room, wanted);
        if (request.IsHungry && !IsEven)
        {
            ceiling += (int)((room - ceiling) / Nodes);
        }

        holding.Held = Math.Max(holding.Held, ceiling);
        return holding.Answer = new LeaseAnswer(epoch, ++_number, ceiling, IsWhole: ceiling == Limit && room == Limit, HasEnded: false);
    }

    /// <summary>Changes the limit. Completes when no node starts anything beyond the new one.</summary>
    public async Task SetLimitAsync(int limit)
    {
        Limit = limit;
        List<string> silent = await OrderAllAsync(int.MaxValue, isFirm: false);
        if (RoomOf(null) < 0)
        {
            silent = await OrderAllAsync(0, isFirm: false);
        }

        if (RoomOf(null) < 0)
        {
            silent = await OrderAllAsync(static (ledger, node) => (int)Math.Max(0, ledger.RoomOf(node)), isFirm: true);
        }

        if (RoomOf(null) < 0)
        {
            await ExpiryAsync(silent);
        }
    }

    /// <summary>Tells every node that the pool is no more, and what ran on it counts elsewhere. Completes when no node starts anything on it.</summary>
    public async Task EndAsync()
    {
        Limit = 0;
        await ExpiryAsync(await OrderAllAsync(static (_, _) => 0, isFirm: true, ends: true));
    }

    private Task<List<string>> OrderAllAsync(int ceiling, bool isFirm, int? whenSilent = null) => OrderAllAsync((_, _) => ceiling, isFirm, whenSilent: whenSilent);

    /// <summary>Answers the nodes that could not be reached.</summary>
    private async Task<List<string>> OrderAllAsync(Func<LeaseLedger, string, int> ceilingOf, bool isFirm, bool ends = false, int? whenSilent = null)
    {
        ForgetTheDead();
        List<string> silent = [];
        foreach (string node in nodes.All.Union(_holdings.Keys).ToArray())
        {
            if (await OrderAsync(node, ceilingOf(this, node), isFirm, ends))
            {
                continue;
            }

            Holding holding = Of(node);
            if (whenSilent is int unknown)
            {
                holding.Held = unknown;
                holding.Until = time.GetUtcNow() + LeaseTimes.Expiry;
            }

            silent.Add(node);
        }

        return silent;
    }

    /// <summary>Asks others for leases that they do not use, until there is room for what the node wants.</summary>
    private async Task RecallAsync(string node, int wanted)
    {
        foreach (string other in _holdings.Where(one => one.Key != node && one.Value.Held > 0).OrderByDescending(static one => one.Value.Held).Select(static one => one.Key).ToArray())
        {
            long room = RoomOf(node);
            if (room >= wanted)
            {
                return;
            }

            int held = Of(other).Held;
            int left = held == Holding.Unknown ? int.MaxValue : (int)Math.Max(0, held - (wanted - room));
            await OrderAsync(other, IsEven ? Math.Max(left, Part) : left, isFirm: false, ends: false);
        }
    }

    /// <summary>Before what a node held is given to others, the node is asked once more: it may have been slow only.</summary>
    private async Task AskTheExpiredAsync(string? but = null)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach ((string node, Holding holding) in _holdings.Where(one => one.Key != but && one.Value.Held > 0 && one.Value.Until <= now).ToArray())
        {
            if (!await OrderAsync(node, int.MaxValue, isFirm: false, ends: false))
            {
                holding.Held = 0;
            }
        }
    }

    private async Task<bool> OrderAsync(string node, int ceiling, bool isFirm, bool ends)
    {
        Holding holding = Of(node);
        long number = ++_number;
        LeaseReport report;
        try
        {
            report = await nodes.SettleAsync(node, new LeaseOrder(pool, epoch, number, ceiling, isFirm, ends, holding.Sequence, holding.Answer));
        }
        catch (Exception)
        {
            // The edge to another machine. Whether the order arrived or not, the node holds no more than before.
            return false;
        }

        if (holding.Until <= time.GetUtcNow())
        {
            holding.Until = time.GetUtcNow() + LeaseTimes.Expiry;
        }

        holding.Held = report.Held;
        if (report.Sequence > holding.Sequence)
        {
            holding.Await(report.Sequence);
        }

        holding.Ordered = number;
        return true;
    }

    /// <summary>Waits until nodes that do not answer hold nothing any more.</summary>
    private async Task ExpiryAsync(List<string> silent)
    {
        foreach (string node in silent)
        {
            TimeSpan left = Of(node).Until - time.GetUtcNow();
            if (left > TimeSpan.Zero && Of(node).Held > 0)
            {
                await Task.Delay(left, time);
            }
        }

        await AskTheExpiredAsync();
    }

    /// <summary>What the node's ceiling may be at most; with no node, what is free. Below 0 while more runs than the limit, lowered meanwhile, allows.</summary>
    private long RoomOf(string? node)
    {
        long room = Limit;
        foreach ((string other, Holding holding) in _holdings)
        {
            room -= other == node ? 0 : holding.Held;
        }

        return room;
    }

    private void ForgetTheDead()
    {
        foreach (string node in _holdings.Where(static one => one.Value.Held == 0).Select(static one => one.Key).Except(nodes.All).ToArray())
        {
            _holdings.Remove(node);
        }
    }

    private Holding Of(string node)
    {
        if (!_holdings.TryGetValue(node, out Holding? holding))
        {
            _holdings[node] = holding = new Holding();
        }

        return holding;
    }
}
