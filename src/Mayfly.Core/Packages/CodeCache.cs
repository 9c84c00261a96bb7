using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Packages;

/// <summary>The packages that this node runs, extracted once and shared. When room is needed, those least recently used that nobody holds go.</summary>
internal sealed partial class CodeCache : ICodeCache, IDisposable
{
    private readonly IPackageStore _store;
    private readonly CodeFolder _folder;
    private readonly ILogger<CodeCache> _logger;
    private readonly Lock _lock = new();
    private readonly Lock _room = new();
    private readonly Dictionary<string, CachedPackage> _packages = new(StringComparer.Ordinal);
    private readonly LinkedList<CachedPackage> _idle = new();

    /// <summary>Bounds archives in memory at a time; more would not be faster than the processors.</summary>
    private readonly SemaphoreSlim _extracting = new(Environment.ProcessorCount);

    private long _used;
    private long _names;

    public CodeCache(IPackageStore store, CodeFolder folder, ILogger<CodeCache> logger)
    {
        _store = store;
        _folder = folder;
        _logger = logger;
    }

    /// <summary>Bytes set aside now.</summary>
    public long Used => Interlocked.Read(ref _used);

    public ValueTask<CodeLease> AcquireAsync(string packageId, CancellationToken cancellationToken)
    {
        CachedPackage? package;
        lock (_lock)
        {
            if (!_packages.TryGetValue(packageId, out package))
            {
                package = new CachedPackage(packageId, Path.Combine(_folder.Path, packageId), Unpin);
                _packages.Add(packageId, package);

                // On the pool because the work belongs to all who wait for it: it must not end with the first one's patience.
                package.Extraction = Task.Run(() => ExtractAsync(package), CancellationToken.None);
            }

            if (package.Pins++ == 0 && package.IdleNode.List is not null)
            {
                _idle.Remove(package.IdleNode);
            }
        }

        return package.Extraction.IsCompletedSuccessfully
            ? ValueTask.FromResult(new CodeLease(package.Directory, package.Release))
            : WaitAsync(package, cancellationToken);
    }

    /// <summary>The package is no more: its plaintext goes now, or as soon as nobody holds it.</summary>
    public void Forget(string packageId)
    {
        CachedPackage? package;
        string? trash = null;
        lock (_lock)
        {
            if (!_packages.TryGetValue(packageId, out package))
            {
                return;
            }

            package.Doomed = true;
            if (package.Pins == 0)
            {
                trash = Detach(package);
            }
        }

        Remove(trash, package);
    }

    public void Dispose() => _extracting.Dispose();

    private async ValueTask<CodeLease> WaitAsync(CachedPackage package, CancellationToken cancellationToken)
    {
        try
        {
            await package.Extraction.WaitAsync(cancellationToken);
            return new CodeLease(package.Directory, package.Release);
        }
        catch
        {
            Unpin(package);
            throw;
        }
    }

    private async Task ExtractAsync(CachedPackage package)
    {
        string partial = NewName("partial");
        await _extracting.WaitAsync();
        try
        {
            PackageArchive archive = await ReadAsync(package.PackageId);
            MakeRoom(package, PackageExtractor.SizeOnDisk(archive));
            PackageExtractor.Extract(archive, partial, CancellationToken.None);
            Directory.Move(partial, package.Directory);
            Log.Extracted(_logger, package.PackageId, archive.Entries.Count, archive.UnzippedSize);
            Unpin(package);
        }
        catch
        {
            lock (_lock)
            {
                // The next one to ask tries anew.
                _packages.Remove(package.PackageId);
            }

            DeleteFolder(partial);
            Interlocked.Add(ref _used, -package.Size);
            throw;
        }
        finally
        {
            _extracting.Release();
        }
    }

    private async Task<PackageArchive> ReadAsync(string packageId)
    {
        await using Stream stream = await _store.OpenAsync(packageId, CancellationToken.None);
        byte[] zip = GC.AllocateUninitializedArray<byte>(checked((int)stream.Length));
        await stream.ReadExactlyAsync(zip);
        PackageFault? fault = PackageArchive.Read(zip, out PackageArchive? archive);
        return fault is null ? archive! : throw new InvalidDataException($"The stored package {packageId} is not what was published: {fault.Message}");
    }

    /// <summary>Sets room aside, one caller at a time, so that what was dropped is really gone before its room is given away.</summary>
    private void MakeRoom(CachedPackage package, long size)
    {
        lock (_room)
        {
            while (Used + size > _folder.Capacity)
            {
                CachedPackage? oldest;
                string? trash;
                lock (_lock)
                {
                    oldest = _idle.First?.Value;
                    trash = oldest is null ? null : Detach(oldest);
                }

                if (oldest is null)
                {
                    throw new IOException($"The code cache has no room for the package {package.PackageId}: it needs {size} bytes, and {Used} of {_folder.Capacity} are held by running environments. Make the cache larger.");
                }

                Remove(trash, oldest);
            }

            package.Size = size;
            Interlocked.Add(ref _used, size);
        }
    }

    private void Unpin(CachedPackage package)
    {
        string? trash = null;
        lock (_lock)
        {
            // A failed extraction has left the table; its waiters' pins end with it.
            if (--package.Pins > 0 || !_packages.TryGetValue(package.PackageId, out CachedPackage? known) || known != package)
            {
                return;
            }

            if (package.Doomed)
            {
                trash = Detach(package);
            }
            else
            {
                _idle.AddLast(package.IdleNode);
            }
        }

        Remove(trash, package);
    }

    /// <summary>Takes a package out of the table and its folder out of the way, under the lock, so that the same package may be extracted again at once.</summary>
    private string? Detach(CachedPackage package)
    {
        _packages.Remove(package.PackageId);
        if (package.IdleNode.List is not null)
        {
            _idle.Remove(package.IdleNode);
        }

        string trash = NewName("trash");
        Directory.Move(package.Directory, trash);
        return trash;
    }

    private void Remove(string? trash, CachedPackage package)
    {
        if (trash is not null)
        {
            DeleteFolder(trash);
            Interlocked.Add(ref _used, -package.Size);
        }
    }

    private string NewName(string purpose) => Path.Combine(_folder.Path, $".{purpose}-{Interlocked.Increment(ref _names)}");

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2310, Level = LogLevel.Debug, Message = "Package {PackageId} was extracted: {Entries} entries, {Bytes} bytes")]
        public static partial void Extracted(ILogger logger, string packageId, int entries, long bytes);
    }
}
