using Mayfly.Core.Images.Oci;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Images;

/// <summary>
/// A folder of this machine with images in it: https://github.com/opencontainers/image-spec/blob/main/image-layout.md. Whoever may create functions may so read any layout of this
/// machine, so it is on by default only where nobody but this machine's users can reach the server. What is read is only ever taken if it has the digest that it is named by.
/// </summary>
internal sealed class OciLayout(IOptions<ImageOptions> options) : IImageSource
{
    private const string NameAnnotation = "org.opencontainers.image.ref.name";

    public Task<byte[]> ReadManifestAsync(ImageUri uri, string? reference, CancellationToken cancellationToken)
    {
        if (options.Value.LocalLayouts != true)
        {
            throw new ImageException(ImageFault.AccessDenied, "Images from folders of this machine (oci:) are switched off here. Set Images:LocalLayouts to true to allow them.");
        }

        return Task.FromResult(ReadChecked(uri, ImageDigest.IsOne(reference) ? reference! : DigestOf(uri, reference)));
    }

    public Task<byte[]> ReadConfigurationAsync(ImageUri uri, ImageManifest manifest, CancellationToken cancellationToken) => Task.FromResult(ReadChecked(uri, manifest.Configuration));

    public Task FetchAsync(ImageUri uri, ImageManifest manifest, Func<Func<string, Stream>, Task> keep, CancellationToken cancellationToken) => keep(digest => OpenLayer(uri, digest, manifest.SizeOf(digest)));

    private static string DigestOf(ImageUri uri, string? tag)
    {
        using FileStream index = Open(uri, Path.Combine(uri.Place, "index.json"));
        IReadOnlyList<OciDescriptor> images = OciJson.ReadManifest(ReadSmall(index)).Manifests ?? [];
        IEnumerable<OciDescriptor> named = images.Where(image => image.Annotations?.GetValueOrDefault(NameAnnotation) is { } name && (name == tag || name.EndsWith(":" + tag, StringComparison.Ordinal)));

        // Without a tag the only one is meant, or else the latest, as everywhere.
        OciDescriptor? found = tag is not null ? named.FirstOrDefault() : images is [var only] ? only : images.FirstOrDefault(image => image.Annotations?.GetValueOrDefault(NameAnnotation) == "latest");
        return ImageDigest.IsOne(found?.Digest)
            ? found!.Digest!
            : throw new ImageException(
                ImageFault.NotFound, $"The layout {uri.Place} has {(tag is null ? "several images and none named latest" : $"no image named {tag}")}: it has {string.Join(", ", images.Select(image => image.Annotations?.GetValueOrDefault(NameAnnotation) ?? image.Digest))}.");
    }

    private static byte[] ReadChecked(ImageUri uri, string digest)
    {
        using FileStream blob = OpenBlob(uri, digest);
        byte[] document = ReadSmall(blob);
        return ImageDigest.Of(document) == digest ? document : throw new ImageException(ImageFault.Invalid, $"The layout's file {digest} has another content.");
    }

    private static byte[] ReadSmall(FileStream file)
    {
        if (file.Length > OciJson.LargestDocument)
        {
            throw new ImageException(ImageFault.Invalid, $"{file.Name} is larger than any builder writes it.");
        }

        byte[] document = new byte[file.Length];
        file.ReadExactly(document);
        return document;
    }

    /// <summary>A file of another size is not the layer: it is not read to its end, wherever that is.</summary>
    private static FileStream OpenLayer(ImageUri uri, string digest, long? size)
    {
        FileStream blob = OpenBlob(uri, digest);
        if (size is null || blob.Length == size)
        {
            return blob;
        }

        blob.Dispose();
        throw new ImageException(ImageFault.Invalid, $"The layout's file {digest} has another size than its manifest says.");
    }

    private static FileStream OpenBlob(ImageUri uri, string digest) => Open(uri, Path.Combine(uri.Place, "blobs", "sha256", ImageDigest.Hex(digest)));

    private static FileStream Open(ImageUri uri, string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageException(ImageFault.NotFound, $"{uri.Place} is no folder in the OCI image layout: it has no {Path.GetRelativePath(uri.Place, path)}.", failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new ImageException(ImageFault.AccessDenied, $"{path} may not be read by the server.", failure);
        }
    }
}
