using System.Globalization;
using System.Text.Json.Nodes;
using Mayfly.Core.Runtimes;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Conformance.Tests.Packs;

/// <summary>The runtimes whose interpreters this machine has, those in .cache/runtimes among them, and whose pack has facts.</summary>
internal static class MachineRuntimes
{
    private const string AllVariable = "MAYFLY_CONFORMANCE_ALL";
    private const string ChoiceVariable = "MAYFLY_CONFORMANCE_RUNTIMES";

    private static readonly string PacksFolder = Path.Combine(Path.GetDirectoryName(PublishedServer.Path)!, "runtimes");

    private static readonly string MoreInterpreters = Path.Combine(Repository.Root, ".cache", "runtimes");

    /// <summary>What the server is told, so that it finds the same.</summary>
    public static IReadOnlyList<string> SearchPaths { get; } = Directory.Exists(MoreInterpreters) ? [.. Directory.GetDirectories(MoreInterpreters).Order(StringComparer.Ordinal)] : [];

    /// <summary>The server's settings for that.</summary>
    public static IReadOnlyDictionary<string, string> ServerOptions => new Dictionary<string, string>(ServerSettings.Usual.Options.Concat(
        SearchPaths.Select((path, index) => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"Runtimes:SearchPaths:{index}"), path))));

    public static IReadOnlyList<ConformanceRuntime> All { get; } = Discover();

    /// <summary>Those whose names begin with a word of MAYFLY_CONFORMANCE_RUNTIMES; all without it.</summary>
    public static IEnumerable<ConformanceRuntime> Chosen
    {
        get
        {
            string[] words = (Environment.GetEnvironmentVariable(ChoiceVariable) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words.Length == 0 ? All : All.Where(runtime => words.Any(word => runtime.Name.StartsWith(word, StringComparison.Ordinal)));
        }
    }

    /// <summary>In ./test the last runtime of each pack; with MAYFLY_CONFORMANCE_ALL every one.</summary>
    public static bool TakesHeavyCases(ConformanceRuntime runtime)
        => Environment.GetEnvironmentVariable(AllVariable) is { Length: > 0 } || runtime == All.Last(other => other.Pack == runtime.Pack);

    public static ConformanceRuntime Named(string name) => All.Single(runtime => runtime.Name == name);

    private static bool HasStems(string pack) => (bool?)JsonNode.Parse(File.ReadAllText(Path.Combine(PacksFolder, pack, "pack.json")))!["stems"] ?? false;

    private static IReadOnlyList<ConformanceRuntime> Discover()
    {
        RuntimeOptions options = new()
        {
            PacksFolder = PacksFolder,
            SearchPaths = SearchPaths,
            Interpreters = InstalledRuntimes.StandIns.ToDictionary(setting => setting.Key.Split(':')[^1], setting => setting.Value),
        };

        // The rows of a theory must be known before anything can be awaited.
        RuntimeRegistry registry = RuntimeRegistry.DiscoverAsync(options, CancellationToken.None).GetAwaiter().GetResult();
        return [.. registry.Statuses
            .Where(status => status.Available)
            .Select(found => PackFacts.Of(found.Pack, found.Runtime) is { } facts
                ? new ConformanceRuntime(found.Runtime, found.Pack, facts, found.Found?.Split(" at ")[^1], HasStems(found.Pack))
                : null)
            .OfType<ConformanceRuntime>()];
    }
}
