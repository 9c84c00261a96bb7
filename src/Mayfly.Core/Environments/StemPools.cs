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
    private readonly ConcurrentDictionary<string, StemPool> _pools = new(StringComparer.Ordinal);
    private readonly Func<RuntimeInstallation, StemPool> _make;
    private readonly bool _enabled;

    public StemPools(ISandboxHost sandboxes, RuntimeApiServer runtimeApi, IOptions<EnvironmentOptions> options, ILogger<StemPools> logger)
    {
        int maximum = options.Value.MaximumStems;
        _enabled = maximum > 0;
        _make = runtime => new StemPool(runtime, sandboxes, runtimeApi, maximum, logger);
    }

    /// <summary>Makes sure that stems of a runtime are kept, from the moment that a function names it.</summary>
    public void Expect(RuntimeInstallation runtime)
    {
        if (_enabled && runtime.SupportsStems)
        {
            PoolOf(runtime).Refill();
        }
    }

    /// <summary>Lets pools that are not used grow smaller. Called every now and then.</summary>
    public async Task ShrinkAsync()
    {
        foreach (StemPool pool in _pools.Values)
        {
            await pool.ShrinkAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (StemPool pool in _pools.Values)
        {
            await pool.DisposeAsync();
        }
    }

    internal Stem? Take(RuntimeInstallation runtime) => _enabled ? PoolOf(runtime).Take() : null;

    private StemPool PoolOf(RuntimeInstallation runtime) => _pools.GetOrAdd(runtime.Runtime, static (_, state) => state.make(state.runtime), (make: _make, runtime));
}
