namespace Mayfly.Core.Images;

/// <summary>Container images, encrypted at rest and addressed by the digests of their manifests; what images have in common is stored once.</summary>
public interface IImageStore
{
    /// <summary>Whether an image is there, whole.</summary>
    bool Has(string digest);

    /// <summary>All images in the store: for finding, at start, those that nothing refers to.</summary>
    IEnumerable<string> List();

    /// <summary>Stores an image durably. Free for one that is there.</summary>
    /// <param name="image">What it is made of.</param>
    /// <param name="open">Opens one of its blobs, where it comes from; asked for those only that no other image has brought.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidDataException">A blob is not what its digest says.</exception>
    Task PutAsync(StoredImage image, Func<string, Stream> open, CancellationToken cancellationToken);

    /// <exception cref="IOException">There is no such image.</exception>
    Task<StoredImage> ReadAsync(string digest, CancellationToken cancellationToken);

    /// <summary>Opens a blob of an image that is there, decrypted.</summary>
    Stream OpenBlob(string digest);

    /// <summary>Forgets an image that nothing refers to any more, and what no other image has of it.</summary>
    Task DeleteAsync(string digest, CancellationToken cancellationToken);
}
