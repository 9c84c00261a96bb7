using System.Text.Json.Serialization;
using Mayfly.Core.Images;

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

    /// <summary>AWS's identifier, for example "nodejs20.x"; null for container images.</summary>
    public string? Runtime { get; init; }

    /// <summary>Null for container images.</summary>
    public string? Handler { get; init; }

    public required string Role { get; init; }

    public string Description { get; init; } = string.Empty;

    public required int MemoryMb { get; init; }

    public required int TimeoutSeconds { get; init; }

    public required int EphemeralStorageMb { get; init; }

    public required string Architecture { get; init; }

    /// <summary>The customer's variables; null when none were ever given. Kept out of every document: the store seals them on their own.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The deployment package; for a folder or an image only what stands for one.</summary>
    public required PackageReference Package { get; init; }

    /// <summary>The layers, in the order in which they cover each other: later ones lie over earlier ones.</summary>
    public IReadOnlyList<LayerReference> Layers { get; init; } = [];

    /// <summary>The folder of this machine that is the code, shown live, in place of the package; null for nearly all functions.</summary>
    public string? HotFolder { get; init; }

    /// <summary>The container image that is the code, in place of the package; null for ZIP archives.</summary>
    public ImageReference? Image { get; init; }

    /// <summary>What is run of the image in place of what it says itself; null for nothing.</summary>
    public ImageOverrides? ImageConfig { get; init; }

    /// <summary>Everything in the package store that it needs.</summary>
    [JsonIgnore]
    public IEnumerable<string> PackageIds => [.. HotFolder is null && Image is null ? new[] { Package.Id } : [], .. Layers.Select(static layer => layer.Package.Id)];

    /// <summary>Everything in any store that it needs: packages by their ids, the image by its digest.</summary>
    [JsonIgnore]
    public IEnumerable<string> ContentIds => Image is null ? PackageIds : [Image.Digest, .. PackageIds];

    /// <summary>AWS's CodeSha256: of a package in base64, of an image its digest.</summary>
    [JsonIgnore]
    public string CodeSha256 => Image is null ? Package.Sha256 : ImageDigest.Hex(Image.Digest);

    public required LoggingSettings Logging { get; init; }

    /// <summary>"Active" or "PassThrough".</summary>
    public required string TracingMode { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Changes with every change of code or configuration; callers give it back to be sure that they change what they saw.</summary>
    public required string RevisionId { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    /// <summary>The one runtime version that may run it; null for whichever the machine has.</summary>
    public string? PinnedRuntimeArn { get; init; }

    /// <summary>Why the function cannot run; null for one that can.</summary>
    public string? Failure { get; init; }

    /// <summary>AWS's code for <see cref="Failure"/> or <see cref="UpdateFailure"/>; null for an internal error.</summary>
    public string? FailureCode { get; init; }

    /// <summary>Why the last update was given up, the code before it serving on; null when it succeeded.</summary>
    public string? UpdateFailure { get; init; }
}
