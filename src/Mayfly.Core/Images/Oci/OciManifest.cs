using System.Text.Json.Serialization;

namespace Mayfly.Core.Images.Oci;

/// <summary>
/// A manifest or an index, of OCI's or of Docker's making: https://github.com/opencontainers/image-spec/blob/main/manifest.md and image-index.md
/// </summary>
internal sealed record OciManifest
{
    public int SchemaVersion { get; init; }

    public string? MediaType { get; init; }

    public OciDescriptor? Config { get; init; }

    public IReadOnlyList<OciDescriptor>? Layers { get; init => field = OciJson.Whole(value); }

    /// <summary>Of an index: the images it is for choosing from.</summary>
    public IReadOnlyList<OciDescriptor>? Manifests { get; init => field = OciJson.Whole(value); }

    [JsonIgnore]
    public bool IsIndex => Manifests is not null;
}
