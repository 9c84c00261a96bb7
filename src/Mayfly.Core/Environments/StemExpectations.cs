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
    private readonly Dictionary<(string Runtime, int MemoryMb), int> _served = [];
    private volatile Action<string, int>? _expect;

    public StemExpectations(IFunctionCatalog catalog)
    {
        catalog.Served += OnServed;
        catalog.Retired += OnRetired;
    }

    /// <summary>From now on stems can be booted.</summary>
    public void Begin(IRuntimeRegistry runtimes, StemPools stems, BootArchives archives)
    {
        _expect = (runtime, memoryMb) =>
        {
            if (runtimes.TryResolve(runtime, out RuntimeInstallation? installation, out _))
            {
                stems.Expect(installation, memoryMb);
                archives.Expect(installation);
            }
        };
        stems.IsWanted = IsServed;
        (string Runtime, int MemoryMb)[] known;
        lock (_gate)
        {
            known = [.. _served.Keys];
        }

        foreach ((string runtime, int memoryMb) in known)
        {
            _expect(runtime, memoryMb);
        }
    }

    private bool IsServed(string runtime, int memoryMb)
    {
        lock (_gate)
        {
            return _served.ContainsKey((runtime, memoryMb));
        }
    }

    private void OnServed(FunctionVersion version)
    {
        if (version.Runtime is not string runtime)
        {
            return;
        }

        lock (_gate)
        {
            _served[(runtime, version.MemoryMb)] = _served.GetValueOrDefault((runtime, version.MemoryMb)) + 1;
        }

        _expect?.Invoke(runtime, version.MemoryMb);
    }

    private void OnRetired(FunctionVersion version)
    {
        lock (_gate)
        {
            if (version.Runtime is string runtime && --CollectionsMarshal.GetValueRefOrAddDefault(_served, (runtime, version.MemoryMb), out _) <= 0)
            {
                _served.Remove((runtime, version.MemoryMb));
            }
        }
    }
}
