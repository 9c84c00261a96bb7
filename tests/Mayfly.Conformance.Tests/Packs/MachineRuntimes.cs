using Mayfly.Core.Runtimes;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Conformance.Tests.Packs;

/// <summary>The runtimes whose interpreters this machine has, those in .cache/runtimes among them, and whose pack has facts.</summary>
internal static class MachineRuntimes
{
    private static readonly string MoreInterpreters = Path.Combine(Repository.Root, ".cache", "runtimes");

    /// <summary>What the server is told, so that it finds the same.</summary>
    public static IReadOnlyList<string> SearchPaths { get; } = Directory.Exists(MoreInterpreters) ? [.. Directory.GetDirectories(MoreInterpreters).Order(StringComparer.Ordinal)] : [];

    public static IReadOnlyList<ConformanceRuntime> All { get; } = Discover();

    public static ConformanceRuntime Named(string name) => All.Single(runtime => runtime.Name == name);

    private static IReadOnlyList<ConformanceRuntime> Discover()
    {
        RuntimeOptions options = new() { SearchPaths = SearchPaths };

        // The rows of a theory must be known before anything can be awaited.
        RuntimeRegistry registry = RuntimeRegistry.DiscoverAsync(options, CancellationToken.None).GetAwaiter().GetResult();
        return [.. registry.Installations
            .Select(found => PackFacts.Of(found.Pack, found.Runtime) is { } facts ? new ConformanceRuntime(found.Runtime, found.Pack, facts) : null)
            .OfType<ConformanceRuntime>()];
    }
}
