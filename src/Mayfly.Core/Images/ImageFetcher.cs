using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Images;

/// <summary>Brings images into the store. Who wants the same one at a time shares one fetching.</summary>
internal sealed partial class ImageFetcher(IImageStore store, ImageSources sources, ILogger<ImageFetcher> logger) : IDisposable
{
    /// <summary>More at a time would only share the same network.</summary>
    private const int AtATime = 3;

    private readonly ConcurrentDictionary<string, Lazy<Task>> _fetching = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _slots = new(AtATime);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Completes when the image is in the store.</summary>
    /// <exception cref="ImageException">It cannot be had any more.</exception>
    public async Task EnsureAsync(ImageReference image)
    {
        if (!store.Has(image.Digest))
        {
            await _fetching.GetOrAdd(image.Digest, _ => new Lazy<Task>(() => Task.Run(() => FetchAsync(image)))).Value;
        }
    }

    /// <summary>The server stops: what is under way is given up, and goes on at the next start.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose()
    {
        _stopping.Dispose();
        _slots.Dispose();
    }

    private async Task FetchAsync(ImageReference image)
    {
        await _slots.WaitAsync(_stopping.Token);
        try
        {
            ImageUri uri = ImageUri.TryParse(image.Uri, out ImageUri? parsed) ? parsed : throw new ImageException(ImageFault.Invalid, $"{image.Uri} cannot be read.");
            IImageSource source = sources.Of(uri);
            ImageManifest manifest = ImageManifest.Read(await source.ReadManifestAsync(uri, image.Digest, _stopping.Token));
            StoredImage stored = new(image.Digest, manifest.Document, manifest.Blobs);
            await source.FetchAsync(uri, manifest, open => store.PutAsync(stored, open, _stopping.Token), _stopping.Token);
            long bytes = manifest.Layers.Sum(static layer => layer.Size);
            Log.Fetched(logger, image.Uri, image.Digest, manifest.Layers.Count, bytes);
        }
        catch (InvalidDataException damaged)
        {
            throw new ImageException(ImageFault.Invalid, damaged.Message, damaged);
        }
        finally
        {
            _slots.Release();

            // Whoever asks from now on finds it in the store, or tries anew.
            _fetching.TryRemove(image.Digest, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2601, Level = LogLevel.Information, Message = "The image {Uri} was fetched: {Digest}, {Layers} layers, {Bytes} bytes")]
        public static partial void Fetched(ILogger logger, string uri, string digest, int layers, long bytes);
    }
}
