namespace Mayfly.Core.Images.Oci;

/// <summary>What an image of an index is for.</summary>
internal sealed record OciPlatform
{
    /// <summary>As Go names it: "amd64", "arm64".</summary>
    public string? Architecture { get; init; }

    public string? Os { get; init; }
}
