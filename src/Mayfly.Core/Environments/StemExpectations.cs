using System.Runtime.InteropServices;
using Mayfly.Core.Functions;
using Mayfly.Core.Runtimes;

namespace Mayfly.Core.Environments;

/// <summary>
/// Sees to it that a runtime's stems boot, and its archive is made, as soon as a function names the runtime, not at its first cold start. What is loaded before the
/// sandboxes are there is remembered until <see cref="Begin"/>.
/// </summary>
public sealed class StemExpectations
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Runtime, string? Handler, int MemoryMb), int> _served = [];
    private volatile Action<string, string?, int>? _expect;

    public StemExpectations(IFunctionCatalog catalog)
    {
        catalog.Served += OnServed;
        catalog.Retired += OnRetired;
    }

    /// <summary>From now on stems can be booted.</summary>
    public void Begin(IRuntimeRegistry runtimes, StemPools stems, BootArchives archives)
    {
        _expect = (runtime, handler, memoryMb) =>
        {
            if (runtimes.TryResolve(runtime, out RuntimeInstallation? installation, out _))
            {
                installation = runtimes.BootstrapFor(runtime, handler) ?? installation;
                stems.Expect(installation, memoryMb);
                archives.Expect(installation);
            }
        };
        stems.IsWanted = IsServed;
        (string Runtime, string? Handler, int MemoryMb)[] known;
        lock (_gate)
        {
            known = [.. _served.Keys];
        }

        foreach ((string runtime, string? handler, int memoryMb) in known)
        {
            _expect(runtime, handler, memoryMb);
        }
    }

    private bool IsServed(string runtime, int memoryMb)
    {
        lock (_gate)
        {
            return _served.ContainsKey((runtime, null, memoryMb));
        }
    }

    private void OnServed(FunctionVersion version)
    {
        if (KeyOf(version) is not { } key)
        {
            return;
        }

        lock (_gate)
        {
            _served[key] = _served.GetValueOrDefault(key) + 1;
        }

        _expect?.Invoke(key.Runtime, key.Handler, key.MemoryMb);
    }

    private void OnRetired(FunctionVersion version)
    {
        lock (_gate)
        {
            if (KeyOf(version) is { } key && --CollectionsMarshal.GetValueRefOrAddDefault(_served, key, out _) <= 0)
            {
                _served.Remove(key);
            }
        }
    }

    /// <summary>Only where a pack may be the bootstrap does the handler decide which one serves.</summary>
    private static (string Runtime, string? Handler, int MemoryMb)? KeyOf(FunctionVersion version)
        => version.Runtime is string runtime ? (runtime, runtime.StartsWith("provided", StringComparison.Ordinal) ? version.Handler : null, version.MemoryMb) : null;
}
