using Mayfly.Core.Concurrency;
using Mayfly.Core.Concurrency.Home;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mayfly.Cluster.Tests;

/// <summary>What the server has of one node: its functions, f0 and f1, its leases, and what it needs to reach their homes.</summary>
internal sealed class Node : IAsyncDisposable
{
    public const int Limit = 150;

    private static readonly IOptions<InvocationOptions> _options = Options.Create(new InvocationOptions { AccountConcurrency = Limit });

    private readonly FunctionStore _store;
    private readonly ServiceProvider _services;

    public Node(FunctionStore store, TimeProvider time)
    {
        _store = store;
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(new ConcurrencyTerms(store, _options))
            .AddCluster()
            .BuildServiceProvider();
        Leases = new ConcurrencyLeases(store, Get<IConcurrencyHome>(), _options, time, NullLogger<ConcurrencyLeases>.Instance);
    }

    public IServiceProvider Services => _services;

    public ConcurrencyLeases Leases { get; }

    public static FunctionStore Functions()
    {
        FunctionStore store = new();
        store.Put(Entry("f0", 1));
        store.Put(Entry("f1", 2));
        return store;
    }

    public static FunctionKey Key(string name) => new("000000000000", "us-east-1", name);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask<ConcurrencyLease> TakeAsync(string function) => Leases.TakeAsync(_store.Find(Key(function), null).Version!);

    /// <summary>As PutFunctionConcurrency does.</summary>
    public async Task ReserveAsync(string function, int amount)
    {
        Assert.True(await Leases.TrySetAsideAsync(Key(function), amount));
        _store.TryGet(Key(function), out FunctionEntry? entry);
        _store.Put(entry!.With(entry.Resources with { ReservedConcurrency = amount }));
        await Leases.FollowedAsync();
    }

    public Task<int> UnreservedAsync() => Leases.UnreservedAsync("000000000000", "us-east-1");

    public async ValueTask DisposeAsync()
    {
        Leases.Dispose();
        await _services.DisposeAsync();
    }

    private static FunctionEntry Entry(string name, long generation)
    {
        FunctionRecord record = new()
        {
            Key = Key(name),
            Runtime = "nodejs20.x",
            Handler = "index.handler",
            Role = "arn:aws:iam::000000000000:role/any",
            MemoryMb = 128,
            TimeoutSeconds = 3,
            EphemeralStorageMb = 512,
            Architecture = "x86_64",
            Package = new PackageReference("p", 1),
            Logging = new LoggingSettings(false, "INFO", "INFO", $"/aws/lambda/{name}"),
            TracingMode = "PassThrough",
            RevisionId = "r",
            LastModified = DateTimeOffset.UnixEpoch,
        };
        return new FunctionEntry
        {
            Record = record,
            State = FunctionState.Active,
            Resources = new FunctionResources { Key = record.Key },
            Serving = new FunctionVersion
            {
                Key = record.Key,
                Version = record.Version,
                Generation = generation,
                Runtime = record.Runtime,
                Handler = record.Handler,
                Role = record.Role,
                MemoryMb = record.MemoryMb,
                Timeout = TimeSpan.FromSeconds(record.TimeoutSeconds),
                EphemeralStorageMb = record.EphemeralStorageMb,
                Architecture = record.Architecture,
                Environment = new Dictionary<string, string>(),
                PackageId = record.Package.Id,
                Logging = record.Logging,
                TracingMode = record.TracingMode,
                LineageId = "00000000",
            },
        };
    }
}
