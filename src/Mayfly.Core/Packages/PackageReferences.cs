using System.Security.Cryptography;
using Mayfly.Core.Functions;
using Mayfly.Core.Images;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Packages;

/// <summary>
/// Counts who refers to each package, and to each container image (by its digest, which no package's id looks like), and deletes those to which nobody does, a while later: an event that found the version before may still be
/// about to start an environment with it. Counts are of this process; <see cref="SweepAsync"/> settles at start what a crash left.
/// </summary>
internal sealed partial class PackageReferences : IDisposable
{
    /// <summary>Longer than anything between finding a version and holding its code.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly IPackageStore _store;
    private readonly CodeCache _cache;
    private readonly IImageFolders _images;
    private readonly TimeProvider _time;
    private readonly ILogger<PackageReferences> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _deletions = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    public PackageReferences(IPackageStore store, CodeCache cache, IImageFolders images, TimeProvider time, ILogger<PackageReferences> logger)
    {
        _store = store;
        _cache = cache;
        _images = images;
        _time = time;
        _logger = logger;
    }

    /// <summary>Stores an archive and holds it in one step, so that no deletion comes between. Whoever keeps the id calls <see cref="Release(string)"/> one day.</summary>
    public async Task<string> StoreAsync(ReadOnlyMemory<byte> archive, CancellationToken cancellationToken)
    {
        string packageId = Convert.ToHexStringLower(SHA256.HashData(archive.Span));
        await HoldAsync(packageId);
        try
        {
            return await _store.PutAsync(archive, cancellationToken);
        }
        catch
        {
            Release(packageId);
            throw;
        }
    }

    /// <summary>Stores a checked package, held as by <see cref="StoreAsync(ReadOnlyMemory{byte}, CancellationToken)"/>.</summary>
    public async Task<PackageReference> StoreAsync(CheckedPackage package, CancellationToken cancellationToken) =>
        new(await StoreAsync(package.Archive, cancellationToken), package.Archive.Length, package.UnzippedSize);

    /// <summary>Counts one more holder of a package that is stored.</summary>
    public async ValueTask HoldAsync(string packageId)
    {
        while (true)
        {
            Task? deletion;
            lock (_lock)
            {
                if (!_deletions.TryGetValue(packageId, out deletion))
                {
                    _counts[packageId] = _counts.GetValueOrDefault(packageId) + 1;
                    return;
                }
            }

            await deletion;
        }
    }

    /// <summary>Counts one more holder of each.</summary>
    public async ValueTask HoldAsync(IEnumerable<string> packageIds)
    {
        foreach (string packageId in packageIds)
        {
            await HoldAsync(packageId);
        }
    }

    /// <summary>Gives one hold of each back.</summary>
    public void Release(IEnumerable<string> packageIds)
    {
        foreach (string packageId in packageIds)
        {
            Release(packageId);
        }
    }

    /// <summary>Gives one hold back.</summary>
    public void Release(string packageId)
    {
        lock (_lock)
        {
            int left = _counts[packageId] - 1;
            if (left > 0)
            {
                _counts[packageId] = left;
                return;
            }

            _counts.Remove(packageId);
        }

        _ = ReclaimLaterAsync(packageId);
    }

    /// <summary>At start, when every record's package is held: deletes the rest. Answers how many there were.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        List<string> orphans;
        lock (_lock)
        {
            orphans = [.. _store.List().Concat(_images.List()).Where(packageId => !_counts.ContainsKey(packageId))];
        }

        foreach (string packageId in orphans)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await ReclaimAsync(packageId);
        }

        return orphans.Count;
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task ReclaimLaterAsync(string packageId)
    {
        try
        {
            await Task.Delay(Grace, _time, _stopping.Token);
            await ReclaimAsync(packageId);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the next start's sweep does it.
        }
        catch (Exception failure)
        {
            // The edge of a task that nobody awaits. The package stays until the next start's sweep.
            Log.NotDeleted(_logger, failure, packageId);
        }
    }

    private async Task ReclaimAsync(string packageId)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_counts.ContainsKey(packageId) || !_deletions.TryAdd(packageId, done.Task))
            {
                return;
            }
        }

        try
        {
            if (ImageDigest.IsOne(packageId))
            {
                await _images.DeleteAsync(packageId);
            }
            else
            {
                await _store.DeleteAsync(packageId, CancellationToken.None);
                _cache.Forget(packageId);
            }
        }
        finally
        {
            lock (_lock)
            {
                _deletions.Remove(packageId);
            }

            done.SetResult();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2320, Level = LogLevel.Warning, Message = "Package {PackageId}, which nothing uses any more, could not be deleted; the next start tries again")]
        public static partial void NotDeleted(ILogger logger, Exception failure, string packageId);
    }
}
