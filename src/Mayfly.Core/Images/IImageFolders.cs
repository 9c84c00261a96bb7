namespace Mayfly.Core.Images;

/// <summary>Images unpacked once on this node, shared read-only by all environments.</summary>
internal interface IImageFolders
{
    /// <summary>Fetches and unpacks if need be (who comes together shares that), and pins the folder until the lease is disposed. Synchronous when it is there already.</summary>
    /// <exception cref="ImageException">The image cannot be had, or cannot be unpacked.</exception>
    ValueTask<ImageLease> AcquireAsync(ImageReference image);

    /// <summary>Nothing refers to the image any more: it goes from the store, and its folder when nobody uses it.</summary>
    Task DeleteAsync(string digest);

    /// <summary>The server stops: what is being fetched is given up, and goes on at the next start.</summary>
    void Stop();

    /// <summary>Whether the image has been fetched.</summary>
    bool Has(string digest);

    /// <summary>All that have been fetched.</summary>
    IEnumerable<string> List();
}
