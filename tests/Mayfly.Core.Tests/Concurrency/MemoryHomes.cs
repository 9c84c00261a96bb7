using System.Collections.Concurrent;
using Mayfly.Core.Concurrency;
using Mayfly.Core.Concurrency.Home;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Tests.Concurrency;

/// <summary>The homes of leases in memory, for any number of nodes: each lets one call in at a time, as the cluster's grains do. Nodes can be cut off.</summary>
internal sealed class MemoryHomes(Func<ConcurrencyTerms> terms, TimeProvider time) : ILeaseNodes
{
    private readonly ConcurrentDictionary<string, ILeaseNode> _nodes = new();
    private readonly ConcurrentDictionary<(string Account, string Region), Turns<AccountLedger>> _accounts = new();
    private readonly ConcurrentDictionary<FunctionKey, Turns<FunctionLedger>> _functions = new();
    private int _draws;

    public IReadOnlyCollection<string> All => [.. _nodes.Keys];

    /// <summary>Nodes that reach no home, and that no home reaches.</summary>
    public ConcurrentDictionary<string, bool> CutOff { get; } = new();

    /// <summary>Requests for leases until now.</summary>
    public int Draws => Volatile.Read(ref _draws);

    /// <summary>Awaited at both ends of every message, for a test to mix up their order.</summary>
    public Func<Task> Travel { get; set; } = static () => Task.CompletedTask;

    public IConcurrencyHome For(string node) => new Node(this, node);

    /// <summary>The node is gone for good.</summary>
    public void Bury(string node) => _nodes.TryRemove(node, out _);

    /// <summary>All homes begin anew, as when the machine that they were on is lost.</summary>
    public void Lose()
    {
        _accounts.Clear();
        _functions.Clear();
    }

    public async ValueTask<LeaseReport> SettleAsync(string node, LeaseOrder order)
    {
        await TravelAsync(node);
        LeaseReport report = _nodes[node].Settle(order);
        await TravelAsync(node);
        return report;
    }

    public async ValueTask<IReadOnlyList<ProvisionedReport>> ProvisionedAsync(string node, FunctionKey function)
    {
        await TravelAsync(node);
        return _nodes[node].Provisioned(function);
    }

    private async Task TravelAsync(string node)
    {
        await Travel();
        if (CutOff.ContainsKey(node))
        {
            throw new IOException($"{node} is cut off.");
        }
    }

    private Turns<AccountLedger> Account(string account, string region) => _accounts.GetOrAdd((account, region), _ => new Turns<AccountLedger>(async () =>
    {
        AccountLedger ledger = new(new LeasePool(account, region), terms(), this, time);
        await ledger.OpenAsync();
        return ledger;
    }));

    private Turns<FunctionLedger> Function(FunctionKey function) => _functions.GetOrAdd(function, _ => new Turns<FunctionLedger>(async () =>
    {
        FunctionLedger ledger = new(function, terms().EnvironmentsPerTenSeconds, this, time);
        await ledger.FollowAsync(terms().Of(function));
        return ledger;
    }));

    /// <summary>Makes a ledger when it is first called, and lets one caller at it at a time, in the order in which they come.</summary>
    private sealed class Turns<T>(Func<Task<T>> make)
        where T : class
    {
        private readonly Lock _gate = new();
        private Task _last = Task.CompletedTask;
        private T? _ledger;

        public Task<TResult> CallAsync<TResult>(Func<T, Task<TResult>> call)
        {
            lock (_gate)
            {
                Task<TResult> called = CallAfterAsync(_last, call);
                _last = called;
                return called;
            }
        }

        private async Task<TResult> CallAfterAsync<TResult>(Task last, Func<T, Task<TResult>> call)
        {
            await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await call(_ledger ??= await make());
        }
    }

    private sealed class Node(MemoryHomes homes, string name) : IConcurrencyHome
    {
        public void Join(ILeaseNode node) => homes._nodes[name] = node;

        public async ValueTask<LeaseAnswer> DrawAsync(LeasePool pool, LeaseRequest request)
        {
            Interlocked.Increment(ref homes._draws);
            await homes.TravelAsync(name);
            LeaseAnswer answer = await (pool.Function is null
                ? homes.Account(pool.Account, pool.Region).CallAsync(ledger => ledger.DrawAsync(name, request).AsTask())
                : homes.Function(pool.Key).CallAsync(ledger => ledger.DrawAsync(pool, name, request).AsTask()));
            await homes.TravelAsync(name);
            return answer;
        }

        public Task<bool> TrySetAsideAsync(FunctionKey function, int amount) =>
            homes.Account(function.Account, function.Region).CallAsync(ledger => ledger.TrySetAsideAsync(function, amount));

        public Task SetAsideAsync(FunctionKey function, int amount) => homes.Account(function.Account, function.Region).CallAsync(async ledger =>
        {
            await ledger.SetAsideAsync(function, amount);
            return true;
        });

        public Task<int> UnreservedAsync(string account, string region) => homes.Account(account, region).CallAsync(static ledger => Task.FromResult(ledger.Unreserved));

        public Task FollowAsync(FunctionKey function, FunctionTerms terms) => homes.Function(function).CallAsync(async ledger =>
        {
            await ledger.FollowAsync(terms);
            return true;
        });

        public async ValueTask<bool> TryStartAsync(FunctionKey function) => await homes.Function(function).CallAsync(static ledger => Task.FromResult(ledger.TryStart()));

        public Task<IReadOnlyList<ProvisionedReport>> ProvisionedAsync(FunctionKey function) => homes.Function(function).CallAsync(static ledger => ledger.ProvisionedAsync());
    }
}
