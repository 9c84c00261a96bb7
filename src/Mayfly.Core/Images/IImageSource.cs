namespace Mayfly.Core.Images;

/// <summary>A place that has images.</summary>
internal interface IImageSource
{
    /// <summary>Reads a manifest or an index, whichever is there.</summary>
    /// <param name="uri">The place.</param>
    /// <param name="reference">A tag or a digest; null for the only image there is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ImageException">It cannot be had.</exception>
    Task<byte[]> ReadManifestAsync(ImageUri uri, string? reference, CancellationToken cancellationToken);

    /// <summary>Reads the configuration of an image.</summary>
    /// <exception cref="ImageException">It cannot be had.</exception>
    Task<byte[]> ReadConfigurationAsync(ImageUri uri, ImageManifest manifest, CancellationToken cancellationToken);

    /// <summary>Hands over all of an image.</summary>
    /// <param name="uri">The place.</param>
    /// <param name="manifest">The image.</param>
    /// <param name="keep">Takes the blobs by what opens them, while they are there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ImageException">It cannot be had.</exception>
    Task FetchAsync(ImageUri uri, ImageManifest manifest, Func<Func<string, Stream>, Task> keep, CancellationToken cancellationToken);
}
