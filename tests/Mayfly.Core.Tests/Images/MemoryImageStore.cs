using System.Collections.Concurrent;
using Mayfly.Core.Images;

namespace Mayfly.Core.Tests.Images;

/// <summary>An image store in memory.</summary>
internal sealed class MemoryImageStore : IImageStore
{
    private readonly ConcurrentDictionary<string, StoredImage> _images = new();
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new();

    /// <summary>How often an image was asked to be stored.</summary>
    public int Puts { get; private set; }

    public bool Has(string digest) => _images.ContainsKey(digest);

    public IEnumerable<string> List() => _images.Keys;

    public Task PutAsync(StoredImage image, Func<string, Stream> open, CancellationToken cancellationToken)
    {
        Puts++;
        foreach (string blob in image.Blobs)
        {
            using Stream stream = open(blob);
            using MemoryStream content = new();
            stream.CopyTo(content);
            _blobs[blob] = content.ToArray();
        }

        _images[image.Digest] = image;
        return Task.CompletedTask;
    }

    public Task<StoredImage> ReadAsync(string digest, CancellationToken cancellationToken) =>
        Task.FromResult(_images.TryGetValue(digest, out StoredImage? image) ? image : throw new FileNotFoundException());

    public Stream OpenBlob(string digest) => new MemoryStream(_blobs[digest]);

    public Task DeleteAsync(string digest, CancellationToken cancellationToken)
    {
        _images.TryRemove(digest, out _);
        return Task.CompletedTask;
    }
}
