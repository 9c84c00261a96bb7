using System.Text.Json;
using Mayfly.Core.Images;
using Mayfly.Storage.Encryption;

namespace Mayfly.Storage.Files;

/// <summary>
/// Container images as encrypted files: "images/lists/ab/abcdef….image" is a list of what the image is made of, "images/blobs/…" what is on such lists. The list is written last and deleted
/// first, so that an image that is there is whole; blobs on no list are what a crash left, and go at the next start.
/// </summary>
internal sealed class FileImageStore : IImageStore, IRewrappable, IDisposable
{
    private readonly SealedFolder _images;
    private readonly SealedFolder _blobs;
    private readonly SemaphoreSlim _changing = new(1);
    private readonly Lock _lock = new();

    /// <summary>How many images, or storings under way, need each blob.</summary>
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);

    public FileImageStore(DataFolder folder, EnvelopeCipher envelope)
    {
        string directory = DataFolder.CreatePrivate(Path.Combine(folder.Root, "images"));
        _images = new SealedFolder(DataFolder.CreatePrivate(Path.Combine(directory, "lists")), ".image", "image", envelope);
        _blobs = new SealedFolder(DataFolder.CreatePrivate(Path.Combine(directory, "blobs")), ".blob", "image-blob", envelope);
        foreach (string image in _images.List().ToList())
        {
            Use(ReadList(image).Blobs);
        }

        foreach (string unused in _blobs.List().Where(blob => !_uses.ContainsKey(ImageDigest.Of(blob))).ToList())
        {
            _blobs.Delete(unused);
        }
    }

    public bool Has(string digest) => _images.Has(ImageDigest.Hex(digest));

    public IEnumerable<string> List() => _images.List().Select(ImageDigest.Of);

    public async Task PutAsync(StoredImage image, Func<string, Stream> open, CancellationToken cancellationToken)
    {
        // Counted first: what another image brought must not go with it meanwhile.
        Use(image.Blobs);
        bool stored = false;
        try
        {
            foreach (string blob in image.Blobs)
            {
                if (!_blobs.Has(ImageDigest.Hex(blob)))
                {
                    await using Stream content = open(blob);
                    await _blobs.PutAsync(ImageDigest.Hex(blob), content, isDigest: true, cancellationToken);
                }
            }

            await _changing.WaitAsync(cancellationToken);
            try
            {
                stored = !Has(image.Digest);
                if (stored)
                {
                    await _images.PutAsync(
                        ImageDigest.Hex(image.Digest), new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(image, StoredImageJson.Default.StoredImage)), isDigest: false, CancellationToken.None);
                }
            }
            finally
            {
                _changing.Release();
            }
        }
        finally
        {
            if (!stored)
            {
                Release(image.Blobs);
            }
        }
    }

    public Task<StoredImage> ReadAsync(string digest, CancellationToken cancellationToken) => Task.FromResult(ReadList(ImageDigest.Hex(digest)));

    public Stream OpenBlob(string digest) => _blobs.Open(ImageDigest.Hex(digest));

    public async Task DeleteAsync(string digest, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (Has(digest))
            {
                IReadOnlyList<string> blobs = ReadList(ImageDigest.Hex(digest)).Blobs;
                _images.Delete(ImageDigest.Hex(digest));
                Release(blobs);
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task<int> RewrapAllAsync(CancellationToken cancellationToken) =>
        await _blobs.RewrapAllAsync(cancellationToken) + await _images.RewrapAllAsync(cancellationToken);

    public void Dispose()
    {
        _images.Dispose();
        _blobs.Dispose();
        _changing.Dispose();
    }

    private StoredImage ReadList(string image)
    {
        using SealedReadStream stream = _images.Open(image);
        return JsonSerializer.Deserialize(stream, StoredImageJson.Default.StoredImage)!;
    }

    private void Use(IReadOnlyList<string> blobs)
    {
        lock (_lock)
        {
            foreach (string blob in blobs)
            {
                _uses[blob] = _uses.GetValueOrDefault(blob) + 1;
            }
        }
    }

    private void Release(IReadOnlyList<string> blobs)
    {
        lock (_lock)
        {
            foreach (string blob in blobs)
            {
                if (--_uses[blob] == 0)
                {
                    _uses.Remove(blob);
                    _blobs.Delete(ImageDigest.Hex(blob));
                }
            }
        }
    }
}
