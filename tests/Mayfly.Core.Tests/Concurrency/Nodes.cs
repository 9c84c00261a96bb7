using System.Collections.Frozen;
using Mayfly.Core.Concurrency;
using Mayfly.Core.Concurrency.Home;
using Mayfly.Core.Environments;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.Tests.Functions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Mayfly.Core.Tests.Concurrency;

/// <summary>Several nodes of one installation that share the homes of leases, and three functions, f0 to f2.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    public const int Limit = 150;

    private readonly FunctionStore _store = new();

    private Nodes(int count)
    {
        IOptions<InvocationOptions> options = Options.Create(new InvocationOptions { AccountConcurrency = Limit });
        Homes = new MemoryHomes(() => new ConcurrencyTerms(_store, options), Time);
        Leases = [.. Enumerable.Range(0, count).Select(node => new ConcurrencyLeases(_store, Homes.For(Name(node)), options, Time, NullLogger<ConcurrencyLeases>.Instance))];
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public MemoryHomes Homes { get; }

    public ConcurrencyLeases[] Leases { get; }

    public static string Name(int node) => $"n{node}";

    public static async Task<Nodes> MakeAsync(int count)
    {
        Nodes nodes = new(count);
        await using FunctionsRoom room = new();
        foreach (string name in new[] { "f0", "f1", "f2" })
        {
            await room.CreateAsync(FunctionsRoom.Request(name) with { Publish = true });
            room.Get<FunctionStore>().TryGet(FunctionsRoom.Key(name), out FunctionEntry? entry);
            nodes._store.Put(entry!);
        }

        return nodes;
    }

    public ValueTask<ConcurrencyLease> TakeAsync(int node, string function, string? qualifier = null) => Leases[node].TakeAsync(_store.Find(FunctionsRoom.Key(function), qualifier).Version!);

    /// <summary>As PutFunctionConcurrency and DeleteFunctionConcurrency do.</summary>
    public async Task<bool> ReserveAsync(int node, string function, int? amount)
    {
        FunctionKey key = FunctionsRoom.Key(function);
        if (amount is int reserved && !await Leases[node].TrySetAsideAsync(key, reserved))
        {
            return false;
        }

        _store.TryGet(key, out FunctionEntry? entry);
        _store.Put(entry!.With(entry.Resources with { ReservedConcurrency = amount }));
        foreach (ConcurrencyLeases leases in Leases)
        {
            await leases.FollowedAsync();
        }

        return true;
    }

    /// <summary>As PutProvisionedConcurrencyConfig does, on version 1; answers each node's slots, of which none is filled.</summary>
    public async Task<ProvisionedSlots[]> ProvisionAsync(string function, int amount)
    {
        FunctionKey key = FunctionsRoom.Key(function);
        _store.TryGet(key, out FunctionEntry? entry);
        _store.Put(entry!.With(entry.Resources with { Provisioned = [new ProvisionedRecord { Qualifier = "1", Requested = amount, LastModified = Time.GetUtcNow() }] }));
        entry.TryGetVersion("1", out FunctionEntry? version);
        List<ProvisionedSlots> all = [];
        foreach (ConcurrencyLeases leases in Leases)
        {
            ProvisionedSlots slots = new(new EnvironmentPool(Time, TimeSpan.Zero, static _ => { }), LeasePool.OfVersion(key, "1"), leases.Of(key).Account) { Target = amount };
            leases.Of(key).Provisioned = new Dictionary<long, ProvisionedSlots> { [version!.Serving!.Generation] = slots }.ToFrozenDictionary();
            all.Add(slots);
            await leases.AllotAsync(key, slots);
        }

        return [.. all];
    }

    public Task<int> UnreservedAsync(int node) => Leases[node].UnreservedAsync(FunctionsRoom.Caller.Account, FunctionsRoom.Caller.Region);

    public ValueTask DisposeAsync()
    {
        foreach (ConcurrencyLeases leases in Leases)
        {
            leases.Dispose();
        }

        return default;
    }
}
