namespace Mayfly.Core.Versions;

/// <summary>An alias as it is kept: a name for one version, or for two by weight.</summary>
public sealed record AliasRecord
{
    public required string Name { get; init; }

    /// <summary>"$LATEST" or a published version.</summary>
    public required string FunctionVersion { get; init; }

    public string Description { get; init; } = string.Empty;

    /// <summary>The version that gets <see cref="AdditionalWeight"/> of the invocations; null when all go to <see cref="FunctionVersion"/>.</summary>
    public string? AdditionalVersion { get; init; }

    /// <summary>From 0 to 1.</summary>
    public double AdditionalWeight { get; init; }

    public required string RevisionId { get; init; }

    /// <summary>Whether the alias leads to <paramref name="version"/>, by whichever weight.</summary>
    public bool PointsAt(string version) => FunctionVersion == version || AdditionalVersion == version;
}
