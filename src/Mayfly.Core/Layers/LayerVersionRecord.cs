using System.Text.Json.Serialization;
using Mayfly.Core.Functions;
using Mayfly.Core.Policies;

namespace Mayfly.Core.Layers;

/// <summary>All that is kept of one version of a layer. Only its policy ever changes.</summary>
public sealed record LayerVersionRecord
{
    public required LayerKey Key { get; init; }

    public required long Version { get; init; }

    public string Description { get; init; } = string.Empty;

    public string? LicenseInfo { get; init; }

    /// <summary>AWS's identifiers, as the publisher gave them; null when none were given.</summary>
    public IReadOnlyList<string>? CompatibleRuntimes { get; init; }

    /// <summary>"x86_64", "arm64"; null when none were given.</summary>
    public IReadOnlyList<string>? CompatibleArchitectures { get; init; }

    public required PackageReference Package { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Who else may use it; null for nobody.</summary>
    public PolicyRecord? Policy { get; init; }

    [JsonIgnore]
    public string Arn => $"{Key.Arn}:{Version}";
}
