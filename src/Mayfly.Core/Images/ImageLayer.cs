namespace Mayfly.Core.Images;

/// <summary>One layer of an image: an archive of what it changes in those below.</summary>
/// <param name="Digest">Of the blob as it is kept.</param>
/// <param name="Size">Bytes of that.</param>
/// <param name="IsZipped">Whether it is compressed with gzip.</param>
internal sealed record ImageLayer(string Digest, long Size, bool IsZipped);
