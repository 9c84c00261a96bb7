using System.Collections.Concurrent;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Environments;

/// <summary>One <see cref="StemPool"/> for each runtime that functions use.</summary>
public sealed class StemPools : IAsyncDisposable
{
    private static readonly TimeSpan ShrinkInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, StemPool> _pools = new(StringComparer.Ordinal);
    private readonly Func<RuntimeInstallation, StemPool> _make;
    private readonly bool _enabled;

    private readonly ITimer _shrinking;

    public StemPools(ISandboxHost sandboxes, RuntimeApiServer runtimeApi, IOptions<EnvironmentOptions> options, TimeProvider time, ILogger<StemPools> logger)
    {
        int maximum = options.Value.MaximumStems;
        _enabled = maximum > 0 && sandboxes.CanSpecialise;
        _make = runtime => new StemPool(runtime, sandboxes, runtimeApi, maximum, logger);
        _shrinking = time.CreateTimer(static self => _ = ((StemPools)self!).ShrinkAsync(), this, ShrinkInterval, ShrinkInterval);
    }

    /// <summary>Makes sure that stems of a runtime are kept, from the moment that a function names it.</summary>
    public void Expect(RuntimeInstallation runtime)
    {
        if (_enabled && runtime.SupportsStems)
        {
            PoolOf(runtime).Refill();
        }
    }

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
        foreach (StemPool pool in _pools.Values)
        {
            await pool.ShrinkAsync();
        }
    }

    internal Stem? Take(RuntimeInstallation runtime) => _enabled ? PoolOf(runtime).Take() : null;

    private StemPool PoolOf(RuntimeInstallation runtime) => _pools.GetOrAdd(runtime.Runtime, static (_, state) => state.make(state.runtime), (make: _make, runtime));
}
