namespace Mayfly.Core.Images;

/// <summary>An image as it is kept.</summary>
/// <param name="Digest">Of the manifest: "sha256:" and 64 hexadecimal digits.</param>
/// <param name="Manifest">To the byte.</param>
/// <param name="Blobs">The digests of all that the manifest names: configuration and layers.</param>
public sealed record StoredImage(string Digest, ReadOnlyMemory<byte> Manifest, IReadOnlyList<string> Blobs);
