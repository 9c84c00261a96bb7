using System.Collections.Concurrent;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Images;

/// <inheritdoc/>
internal sealed class ImageFolders : IImageFolders, IDisposable
{
    private readonly IImageStore _store;
    private readonly ImageFetcher _fetcher;
    private readonly ImageUnpacker _unpacker;
    private readonly Lazy<ExtractionCache> _cache;
    private readonly ConcurrentDictionary<string, ImageConfiguration> _configurations = new(StringComparer.Ordinal);

    public ImageFolders(IImageStore store, ImageFetcher fetcher, ImageUnpacker unpacker, ImageFolder folder)
    {
        _store = store;
        _fetcher = fetcher;
        _unpacker = unpacker;
        _cache = new Lazy<ExtractionCache>(() => new ExtractionCache(folder.Path, folder.Capacity, unpacker));
    }

    public async ValueTask<ImageLease> AcquireAsync(ImageReference image)
    {
        await _fetcher.EnsureAsync(image);
        CodeLease folder = await _cache.Value.AcquireAsync(ImageDigest.Hex(image.Digest), CancellationToken.None);
        try
        {
            if (!_configurations.TryGetValue(image.Digest, out ImageConfiguration? configuration))
            {
                _configurations[image.Digest] = configuration = await _unpacker.ReadConfigurationAsync(image.Digest);
            }

            return new ImageLease(folder, configuration);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async Task DeleteAsync(string digest)
    {
        await _store.DeleteAsync(digest, CancellationToken.None);
        _configurations.TryRemove(digest, out _);
        if (_cache.IsValueCreated)
        {
            _cache.Value.Forget(ImageDigest.Hex(digest));
        }
    }

    public void Stop() => _fetcher.Stop();

    public bool Has(string digest) => _store.Has(digest);

    public IEnumerable<string> List() => _store.List();

    public void Dispose()
    {
        if (_cache.IsValueCreated)
        {
            _cache.Value.Dispose();
        }
    }
}
