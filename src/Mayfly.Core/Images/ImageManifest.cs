using Mayfly.Core.Images.Oci;

namespace Mayfly.Core.Images;

/// <summary>The manifest of one image, checked to be of a kind that can be run.</summary>
/// <param name="Digest">Its own.</param>
/// <param name="Document">To the byte.</param>
/// <param name="Configuration">Its configuration's digest.</param>
/// <param name="Layers">From the lowest up.</param>
internal sealed record ImageManifest(string Digest, ReadOnlyMemory<byte> Document, string Configuration, IReadOnlyList<ImageLayer> Layers)
{
    private static readonly string[] _configurations = ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"];
    private static readonly string[] _plainLayers = ["application/vnd.oci.image.layer.v1.tar", "application/vnd.docker.image.rootfs.diff.tar"];
    private static readonly string[] _zippedLayers = ["application/vnd.oci.image.layer.v1.tar+gzip", "application/vnd.docker.image.rootfs.diff.tar.gzip"];

    /// <summary>The digests of all that the image is made of besides the manifest.</summary>
    public IReadOnlyList<string> Blobs => [Configuration, .. Layers.Select(static layer => layer.Digest)];

    /// <summary>Bytes of a blob as the manifest tells them; null for the configuration, which is read whole and checked.</summary>
    public long? SizeOf(string blob) => Layers.FirstOrDefault(layer => layer.Digest == blob)?.Size;

    /// <exception cref="ImageException">It is not such a manifest.</exception>
    public static ImageManifest Read(ReadOnlyMemory<byte> document) => Of(document, OciJson.ReadManifest(document.Span));

    public static ImageManifest Of(ReadOnlyMemory<byte> document, OciManifest manifest)
    {
        if (manifest is not { SchemaVersion: 2, Config: { } configuration, Layers: { } layers })
        {
            throw Unsupported("its manifest is of another version");
        }

        if (!_configurations.Contains(configuration.MediaType) || !ImageDigest.IsOne(configuration.Digest))
        {
            throw Unsupported($"its configuration is of the kind {configuration.MediaType}");
        }

        return layers.Any(static layer => layer.Size < 0) || layers.Sum(static layer => (decimal)layer.Size) > ImageUnpacker.LargestImage
            ? throw new ImageException(ImageFault.Invalid, $"its layers are larger than {ImageUnpacker.LargestImage} bytes")
            : new ImageManifest(ImageDigest.Of(document.Span), document, configuration.Digest!, [.. layers.Select(LayerOf)]);
    }

    private static ImageLayer LayerOf(OciDescriptor layer) =>
        ImageDigest.IsOne(layer.Digest) && (_plainLayers.Contains(layer.MediaType) || _zippedLayers.Contains(layer.MediaType))
            ? new ImageLayer(layer.Digest!, layer.Size, _zippedLayers.Contains(layer.MediaType))
            : throw Unsupported($"one of its layers is of the kind {layer.MediaType}");

    private static ImageException Unsupported(string why) => new(ImageFault.Unsupported, why);
}
