using System.Collections.Concurrent;
using Mayfly.Core.Functions;
using Mayfly.Core.Runtimes;

namespace Mayfly.Core.Environments;

/// <summary>
/// Sees to it that a runtime's stems boot, and its archive is made, as soon as a function names the runtime, not at its first cold start. What is loaded before the
/// sandboxes are there is remembered until <see cref="Begin"/>.
/// </summary>
public sealed class StemExpectations
{
    private readonly ConcurrentDictionary<(string Runtime, int MemoryMb), bool> _seen = [];
    private volatile Action<string, int>? _expect;

    public StemExpectations(IFunctionCatalog catalog) => catalog.Served += OnServed;

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
        foreach ((string runtime, int memoryMb) in _seen.Keys)
        {
            _expect(runtime, memoryMb);
        }
    }

    private void OnServed(FunctionVersion version)
    {
        if (version.Runtime is string runtime && _seen.TryAdd((runtime, version.MemoryMb), true))
        {
            _expect?.Invoke(runtime, version.MemoryMb);
        }
    }
}
