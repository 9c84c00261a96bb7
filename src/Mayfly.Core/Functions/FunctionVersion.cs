using Mayfly.Core.Images;

namespace Mayfly.Core.Functions;

/// <summary>
/// All that running one version of a function needs, as one immutable value. A change of code or configuration makes a new value with a new
/// <see cref="Generation"/>; environments belong to a generation, so an old one never meets an event of the new.
/// </summary>
public sealed record FunctionVersion
{
    public required FunctionKey Key { get; init; }

    /// <summary>"$LATEST" or a number.</summary>
    public required string Version { get; init; }

    /// <summary>Unique on this installation; differs after every change that an environment would notice.</summary>
    public required long Generation { get; init; }

    /// <summary>AWS's identifier, for example "nodejs20.x"; null for container images.</summary>
    public required string? Runtime { get; init; }

    public required string? Handler { get; init; }

    public required string Role { get; init; }

    public required int MemoryMb { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required int EphemeralStorageMb { get; init; }

    /// <summary>"x86_64" or "arm64".</summary>
    public required string Architecture { get; init; }

    /// <summary>The customer's variables, decrypted; in memory only.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Content address of the deployment package in <see cref="Packages.IPackageStore"/>.</summary>
    public required string PackageId { get; init; }

    /// <summary>The host's folder that is the code in place of the package; null for nearly all functions.</summary>
    public string? HotFolder { get; init; }

    /// <summary>The container image that is the code, in place of the package; null for ZIP archives.</summary>
    public ImageReference? Image { get; init; }

    /// <summary>What is run of the image in place of what it says itself; null for nothing.</summary>
    public ImageOverrides? ImageConfig { get; init; }

    /// <summary>The layers; later ones lie over earlier ones.</summary>
    public IReadOnlyList<LayerReference> Layers { get; init; } = [];

    public required LoggingSettings Logging { get; init; }

    /// <summary>"Active" or "PassThrough".</summary>
    public required string TracingMode { get; init; }

    /// <summary>The one runtime version that may run it; null for whichever the machine has.</summary>
    public string? PinnedRuntimeArn { get; init; }

    /// <summary>The function's name in the lineage of a chain of requests.</summary>
    public required string LineageId { get; init; }

    /// <summary>The ARN as AWS names a version: unqualified for $LATEST.</summary>
    public string Arn => Version == "$LATEST" ? Key.Arn : $"{Key.Arn}:{Version}";
}
