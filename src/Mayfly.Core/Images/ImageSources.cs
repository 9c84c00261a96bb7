using Mayfly.Core.Images.Oci;

namespace Mayfly.Core.Images;

/// <summary>Finds images where their URIs say that they are.</summary>
internal sealed class ImageSources(OciLayout layouts, Registry registries)
{
    public IImageSource Of(ImageUri uri) => uri.IsFolder ? layouts : registries;

    /// <summary>The one image that a URI means on this machine, now: a tag becomes a digest, and of an index the image for this machine is chosen.</summary>
    /// <exception cref="ImageException">There is none, or it cannot be run here.</exception>
    public async Task<ImageManifest> ResolveAsync(ImageUri uri, CancellationToken cancellationToken)
    {
        IImageSource source = Of(uri);
        byte[] document = await source.ReadManifestAsync(uri, uri.Reference, cancellationToken);
        if (uri.Digest is { } digest && ImageDigest.Of(document) != digest)
        {
            throw new ImageException(ImageFault.Invalid, "What was read has another digest than the one that was asked for.");
        }

        OciManifest read = OciJson.ReadManifest(document);
        if (read.IsIndex)
        {
            string chosen = ImagePlatform.Choose(read.Manifests!).Digest is { } one && ImageDigest.IsOne(one)
                ? one
                : throw new ImageException(ImageFault.Unsupported, "its index names an image by another digest than SHA-256");
            document = await source.ReadManifestAsync(uri, chosen, cancellationToken);
            read = OciJson.ReadManifest(document);
        }

        ImageManifest manifest = ImageManifest.Of(document, read);
        ImageConfiguration configuration = ImageConfiguration.Read(await source.ReadConfigurationAsync(uri, manifest, cancellationToken));
        return configuration.DiffIds.Count == manifest.Layers.Count
            ? manifest
            : throw new ImageException(ImageFault.Invalid, "its configuration and its manifest do not have the same number of layers");
    }
}
