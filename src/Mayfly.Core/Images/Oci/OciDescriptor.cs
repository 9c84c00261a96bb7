namespace Mayfly.Core.Images.Oci;

/// <summary>https://github.com/opencontainers/image-spec/blob/main/descriptor.md</summary>
internal sealed record OciDescriptor
{
    public string? MediaType { get; init; }

    public string? Digest { get; init; }

    public long Size { get; init; }

    public OciPlatform? Platform { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
