using System.Collections.Concurrent;
using Mayfly.Core.Functions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Environments;

/// <summary>The pools of all generations: finds, makes, sweeps and retires them.</summary>
public sealed partial class EnvironmentPools : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, EnvironmentPool> _pools = new();
    private readonly ConcurrentDictionary<EnvironmentPool, bool> _kept = new();
    private readonly ConcurrentDictionary<Task, bool> _ending = new();
    private readonly IFunctionCatalog _catalog;
    private readonly MachineCapacity _capacity;
    private readonly EnvironmentOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<EnvironmentPools> _logger;
    private readonly ITimer _sweeper;

    public EnvironmentPools(IFunctionCatalog catalog, MachineCapacity capacity, IOptions<EnvironmentOptions> options, TimeProvider time, ILogger<EnvironmentPools> logger)
    {
        _catalog = catalog;
        _capacity = capacity;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _catalog.Retired += OnRetired;
        TimeSpan beat = TimeSpan.FromMilliseconds(100);
        _sweeper = time.CreateTimer(static self => ((EnvironmentPools)self!).Sweep(), this, beat, beat);
    }

    /// <summary>How many environments live on this machine.</summary>
    public int Live => _pools.Values.Concat(_kept.Keys).Sum(static pool => pool.Live);

    internal EnvironmentPool Of(FunctionVersion version)
    {
        if (_pools.TryGetValue(version.Generation, out EnvironmentPool? pool))
        {
            return pool;
        }

        pool = _pools.GetOrAdd(version.Generation, _ => new EnvironmentPool(_time, _options.SettleGrace, Discard));

        // The generation may have been retired between its lookup and now, when there was no pool yet that could have heard of it.
        if (_catalog.Find(version.Key, version.Version).Version?.Generation != version.Generation)
        {
            OnRetired(version);
        }

        return pool;
    }

    /// <summary>A pool of environments that are kept, however idle and whoever wants their memory, until <see cref="EndKept"/>.</summary>
    internal EnvironmentPool MakeKept()
    {
        EnvironmentPool pool = new(_time, _options.SettleGrace, Discard);
        _kept.TryAdd(pool, true);
        return pool;
    }

    internal void EndKept(EnvironmentPool pool)
    {
        if (_kept.TryRemove(pool, out _))
        {
            pool.Retire();
        }
    }

    /// <summary>Claims memory for one more environment, if need be by ending others that are idle, longest idle first.</summary>
    internal bool TryClaimMemory(int memoryMb)
    {
        while (!_capacity.TryClaim(memoryMb))
        {
            EnvironmentPool? quietest = _pools.Values.Where(static pool => pool.LongestIdle is not null).MaxBy(static pool => pool.LongestIdle);
            if (quietest is null)
            {
                return false;
            }

            if (quietest.Evict() is ExecutionEnvironment evicted)
            {
                Discard(evicted);
            }
        }

        return true;
    }

    /// <summary>Gives back what <see cref="TryClaimMemory"/> claimed when no environment came of it.</summary>
    internal void ReleaseMemory(int memoryMb) => _capacity.Release(memoryMb);

    /// <summary>Ends an environment in the background. Its memory counts as free at once: the kernel takes it back in the same moment.</summary>
    internal void Discard(ExecutionEnvironment environment)
    {
        _capacity.Release(environment.Version.MemoryMb);
        Task ending = EndAsync(environment);
        if (!ending.IsCompleted)
        {
            _ending.TryAdd(ending, true);
            _ = ending.ContinueWith(static (task, set) => ((ConcurrentDictionary<Task, bool>)set!).TryRemove(task, out _), _ending, TaskScheduler.Default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _catalog.Retired -= OnRetired;
        await _sweeper.DisposeAsync();
        foreach (EnvironmentPool pool in _pools.Values.Concat(_kept.Keys))
        {
            pool.Retire();
        }

        await Task.WhenAll(_ending.Keys);
    }

    private async Task EndAsync(ExecutionEnvironment environment)
    {
        try
        {
            await environment.ShutdownAsync(_options);
        }
        catch (Exception failure)
        {
            Log.EndFailed(_logger, environment.Version.Arn, failure);
        }
    }

    private void OnRetired(FunctionVersion version)
    {
        if (_pools.TryRemove(version.Generation, out EnvironmentPool? pool))
        {
            pool.Retire();
        }
    }

    private void Sweep()
    {
        foreach (EnvironmentPool pool in _pools.Values)
        {
            pool.Sweep(_options.FreezeAfter, _options.KeepAlive);
        }

        foreach (EnvironmentPool pool in _kept.Keys)
        {
            pool.Sweep(_options.FreezeAfter, TimeSpan.MaxValue);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3201, LogLevel.Error, "An environment of {Function} could not be ended cleanly.")]
        public static partial void EndFailed(ILogger logger, string function, Exception failure);
    }
}
