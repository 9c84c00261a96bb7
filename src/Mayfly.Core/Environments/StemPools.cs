using System.Collections.Concurrent;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Environments;

/// <summary>One <see cref="StemPool"/> for each runtime that functions use; for runtimes that boot for a memory size, one for each size.</summary>
public sealed class StemPools : IAsyncDisposable
{
    private static readonly TimeSpan ShrinkInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Runtime, int? MemoryMb), StemPool> _pools = [];
    private readonly Func<RuntimeInstallation, int?, StemPool> _make;
    private readonly bool _enabled;

    private readonly ITimer _shrinking;

    public StemPools(ISandboxHost sandboxes, RuntimeApiServer runtimeApi, IOptions<EnvironmentOptions> options, TimeProvider time, ILogger<StemPools> logger)
    {
        int maximum = options.Value.MaximumStems;
        _enabled = maximum > 0 && sandboxes.CanSpecialise;
        _make = (runtime, memoryMb) => new StemPool(runtime, memoryMb, sandboxes, runtimeApi, maximum, time, logger);
        _shrinking = time.CreateTimer(static self => _ = ((StemPools)self!).ShrinkAsync(), this, ShrinkInterval, ShrinkInterval);
    }

    /// <summary>Makes sure that stems of a runtime are kept, from the moment that a function names it.</summary>
    public void Expect(RuntimeInstallation runtime, int memoryMb)
    {
        if (_enabled && runtime.SupportsStems)
        {
            PoolOf(runtime, memoryMb).Refill();
        }
    }

    /// <summary>Whether a function has this runtime and memory now; the stems of a memory size that none has are given up. Unset: they are kept.</summary>
    internal Func<string, int, bool>? IsWanted { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _shrinking.DisposeAsync();
        foreach (StemPool pool in _pools.Values)
        {
            await pool.DisposeAsync();
        }
    }

    /// <summary>Lets pools that are not used grow smaller.</summary>
    private async Task ShrinkAsync()
    {
        foreach (((string Runtime, int? MemoryMb) key, StemPool pool) in _pools)
        {
            if (key.MemoryMb is int memoryMb && IsWanted?.Invoke(key.Runtime, memoryMb) == false && _pools.TryRemove(key, out _))
            {
                await pool.DisposeAsync();
            }
            else
            {
                await pool.ShrinkAsync();
            }
        }
    }

    internal Stem? Take(RuntimeInstallation runtime, int memoryMb) => _enabled ? PoolOf(runtime, memoryMb).Take() : null;

    private StemPool PoolOf(RuntimeInstallation runtime, int memoryMb)
        => _pools.GetOrAdd((runtime.Runtime, runtime.BootsForMemory ? memoryMb : null), static (key, state) => state.make(state.runtime, key.MemoryMb), (make: _make, runtime));
}
