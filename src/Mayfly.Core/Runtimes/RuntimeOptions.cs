namespace Mayfly.Core.Runtimes;

/// <summary>Where runtime packs, interpreters and bundled SDKs are looked for: the configuration section "Runtimes".</summary>
public sealed record RuntimeOptions
{
    /// <summary>The folder with one runtime pack in each subfolder; null means the one that stands beside the server's program.</summary>
    public string? PacksFolder { get; init; }

    /// <summary>More folders in which interpreters stand, looked at before the system's own. Each may be a bin folder, an installation's prefix, a folder of such, or an npm prefix.</summary>
    public IReadOnlyList<string> SearchPaths { get; init; } = [];

    /// <summary>Folders that bundle AWS's SDK for functions that bring none: for Node.js one that has node_modules/@aws-sdk.</summary>
    public IReadOnlyList<string> SdkPaths { get; init; } = [];

    /// <summary>Programs by runtime identifier, taken whatever their version is: for development where the right one cannot be had. Empty unless set.</summary>
    public IReadOnlyDictionary<string, string> Interpreters { get; init; } = new Dictionary<string, string>();

    /// <summary>Where what makes runtimes boot faster is kept; null to do without.</summary>
    public string? ArchivesFolder { get; init; }

    /// <summary>A file that remembers interpreters' versions between starts; null to ask them each time.</summary>
    public string? CacheFile { get; init; }
}
