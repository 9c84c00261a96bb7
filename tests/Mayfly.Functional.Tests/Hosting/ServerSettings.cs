using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Hosting;

/// <summary>How a test's server differs from the usual one.</summary>
internal sealed record ServerSettings
{
    public static ServerSettings Usual { get; } = new() { Options = InstalledRuntimes.StandIns };

    /// <summary>Sandboxes have no network unless a test is about it: fewer things of the machine's are touched.</summary>
    public string Network { get; init; } = "none";

    public string Sandbox { get; init; } = "bubblewrap";

    /// <summary>Options by their path, for example Environments:KeepAlive.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
