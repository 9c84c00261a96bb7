using System.Text.Json.Serialization;

namespace Mayfly.Core.Functions;

/// <summary>All that is kept of one version of a function across restarts: of $LATEST, or of a published one, which never changes.</summary>
public sealed record FunctionRecord
{
    public required FunctionKey Key { get; init; }

    /// <summary>"$LATEST", a number, or "$LATEST.PUBLISHED".</summary>
    public string Version { get; init; } = FunctionVersions.Latest;

    /// <summary>Whether this is the unpublished version, the one that changes.</summary>
    [JsonIgnore]
    public bool IsLatest => Version == FunctionVersions.Latest;

    /// <summary>Of $LATEST: the highest number that was ever published. Numbers do not come again, also when their versions are deleted.</summary>
    public int LastVersion { get; init; }

    /// <summary>Of a published version: how $LATEST was described when the version was made from it.</summary>
    public string? DescriptionOfLatest { get; init; }

    /// <summary>AWS's identifier, for example "nodejs20.x".</summary>
    public required string Runtime { get; init; }

    public required string Handler { get; init; }

    public required string Role { get; init; }

    public string Description { get; init; } = string.Empty;

    public required int MemoryMb { get; init; }

    public required int TimeoutSeconds { get; init; }

    public required int EphemeralStorageMb { get; init; }

    public required string Architecture { get; init; }

    /// <summary>The customer's variables; null when none were ever given. Kept out of every document: the store seals them on their own.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The deployment package.</summary>
    public required PackageReference Package { get; init; }

    /// <summary>The layers, in the order in which they cover each other: later ones lie over earlier ones.</summary>
    public IReadOnlyList<LayerReference> Layers { get; init; } = [];

    /// <summary>The folder of this machine that is the code, shown live, in place of the package; null for nearly all functions.</summary>
    public string? HotFolder { get; init; }

    /// <summary>Everything in the package store that it needs.</summary>
    [JsonIgnore]
    public IEnumerable<string> PackageIds => [.. HotFolder is null ? new[] { Package.Id } : [], .. Layers.Select(static layer => layer.Package.Id)];

    public required LoggingSettings Logging { get; init; }

    /// <summary>"Active" or "PassThrough".</summary>
    public required string TracingMode { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Changes with every change of code or configuration; callers give it back to be sure that they change what they saw.</summary>
    public required string RevisionId { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    /// <summary>The queue or topic for events that came to nothing; null for none.</summary>
    public string? DeadLetterArn { get; init; }

    /// <summary>The one runtime version that may run it; null for whichever the machine has.</summary>
    public string? PinnedRuntimeArn { get; init; }

    /// <summary>Why the function cannot run; null for one that can.</summary>
    public string? Failure { get; init; }

    /// <summary>Why the last update was given up, the code before it serving on; null when it succeeded.</summary>
    public string? UpdateFailure { get; init; }
}
