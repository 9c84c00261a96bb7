namespace Mayfly.Core.Packages;

/// <summary>What this node runs of a store, extracted once and shared. When room is needed, those least recently used that nobody holds go.</summary>
internal sealed class ExtractionCache : IDisposable
{
    private readonly string _folder;
    private readonly long _capacity;
    private readonly IExtraction _extraction;
    private readonly Lock _lock = new();
    private readonly Lock _room = new();
    private readonly Dictionary<string, CachedFolder> _folders = new(StringComparer.Ordinal);
    private readonly LinkedList<CachedFolder> _idle = new();

    /// <summary>Bounds extractions at a time, and archives in memory; more would not be faster than the processors.</summary>
    private readonly SemaphoreSlim _extracting = new(Environment.ProcessorCount);

    private long _used;
    private long _names;

    /// <param name="folder">Where the extracted folders are; of this cache alone.</param>
    /// <param name="capacity">The bytes that they may take together.</param>
    /// <param name="extraction">Extracts and deletes.</param>
    public ExtractionCache(string folder, long capacity, IExtraction extraction)
    {
        _folder = folder;
        _capacity = capacity;
        _extraction = extraction;
    }

    /// <summary>Bytes set aside now.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Extracts if need be (concurrent callers share one extraction) and pins the folder until the lease is disposed. Synchronous when it is there already.</summary>
    public ValueTask<CodeLease> AcquireAsync(string id, CancellationToken cancellationToken)
    {
        CachedFolder? cached;
        lock (_lock)
        {
            if (!_folders.TryGetValue(id, out cached))
            {
                cached = new CachedFolder(id, Path.Combine(_folder, id), Unpin);
                _folders.Add(id, cached);

                // On the pool because the work belongs to all who wait for it: it must not end with the first one's patience.
                cached.Extraction = Task.Run(() => ExtractAsync(cached), CancellationToken.None);
            }

            if (cached.Pins++ == 0 && cached.IdleNode.List is not null)
            {
                _idle.Remove(cached.IdleNode);
            }
        }

        return cached.Extraction.IsCompletedSuccessfully
            ? ValueTask.FromResult(new CodeLease(cached.Directory, cached.Release))
            : WaitAsync(cached, cancellationToken);
    }

    /// <summary>The content is no more in its store: its plaintext goes now, or as soon as nobody holds it.</summary>
    public void Forget(string id)
    {
        CachedFolder? cached;
        string? trash = null;
        lock (_lock)
        {
            if (!_folders.TryGetValue(id, out cached))
            {
                return;
            }

            cached.Doomed = true;
            if (cached.Pins == 0)
            {
                trash = Detach(cached);
            }
        }

        Remove(trash, cached);
    }

    public void Dispose() => _extracting.Dispose();

    private async ValueTask<CodeLease> WaitAsync(CachedFolder cached, CancellationToken cancellationToken)
    {
        try
        {
            await cached.Extraction.WaitAsync(cancellationToken);
            return new CodeLease(cached.Directory, cached.Release);
        }
        catch
        {
            Unpin(cached);
            throw;
        }
    }

    private async Task ExtractAsync(CachedFolder cached)
    {
        string partial = NewName("partial");
        await _extracting.WaitAsync();
        try
        {
            await _extraction.ExtractAsync(cached.Id, partial, more => MakeRoom(cached, more));
            Directory.Move(partial, cached.Directory);
            Unpin(cached);
        }
        catch
        {
            lock (_lock)
            {
                // The next one to ask tries anew.
                _folders.Remove(cached.Id);
            }

            _extraction.Delete(partial);
            Interlocked.Add(ref _used, -cached.Size);
            throw;
        }
        finally
        {
            _extracting.Release();
        }
    }

    /// <summary>Sets more room aside, one caller at a time, so that what was dropped is really gone before its room is given away.</summary>
    private void MakeRoom(CachedFolder cached, long more)
    {
        lock (_room)
        {
            while (Used + more > _capacity)
            {
                CachedFolder? oldest;
                string? trash;
                lock (_lock)
                {
                    oldest = _idle.First?.Value;
                    trash = oldest is null ? null : Detach(oldest);
                }

                if (oldest is null)
                {
                    throw new IOException(
                        $"The cache has no room for {_extraction.Content} {cached.Id}: it needs {cached.Size + more} bytes, and {Used - cached.Size} of {_capacity} are held by others that run. Make {_extraction.Setting} larger.");
                }

                Remove(trash, oldest);
            }

            cached.Size += more;
            Interlocked.Add(ref _used, more);
        }
    }

    private void Unpin(CachedFolder cached)
    {
        string? trash = null;
        lock (_lock)
        {
            // A failed extraction has left the table; its waiters' pins end with it.
            if (--cached.Pins > 0 || !_folders.TryGetValue(cached.Id, out CachedFolder? known) || known != cached)
            {
                return;
            }

            if (cached.Doomed)
            {
                trash = Detach(cached);
            }
            else
            {
                _idle.AddLast(cached.IdleNode);
            }
        }

        Remove(trash, cached);
    }

    /// <summary>Takes one out of the table and its folder out of the way, under the lock, so that the same may be extracted again at once.</summary>
    private string? Detach(CachedFolder cached)
    {
        _folders.Remove(cached.Id);
        if (cached.IdleNode.List is not null)
        {
            _idle.Remove(cached.IdleNode);
        }

        string trash = NewName("trash");
        Directory.Move(cached.Directory, trash);
        return trash;
    }

    private void Remove(string? trash, CachedFolder cached)
    {
        if (trash is not null)
        {
            _extraction.Delete(trash);
            Interlocked.Add(ref _used, -cached.Size);
        }
    }

    private string NewName(string purpose) => Path.Combine(_folder, $".{purpose}-{Interlocked.Increment(ref _names)}");
}
