using Mayfly.Sandbox.MemoryFolders;

namespace Mayfly.Core.Packages;

/// <summary>
/// The folders that functions see at /opt: each layer extracted once, as all packages are, and each list of layers merged once, for as long as an
/// environment uses it.
/// </summary>
internal sealed class MergedLayers(ICodeCache code, CodeFolder folder) : ILayerFolders
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Merge> _merges = new(StringComparer.Ordinal);
    private long _names;

    /// <inheritdoc/>
    public async ValueTask<CodeLease> AcquireAsync(IReadOnlyList<string> packageIds, CancellationToken cancellationToken)
    {
        if (packageIds is [string single])
        {
            // One layer is its own folder.
            return await code.AcquireAsync(single, cancellationToken);
        }

        string key = string.Join('/', packageIds);
        List<CodeLease> layers = [];
        try
        {
            foreach (string packageId in packageIds)
            {
                layers.Add(await code.AcquireAsync(packageId, cancellationToken));
            }

            lock (_lock)
            {
                if (!_merges.TryGetValue(key, out Merge? merge))
                {
                    string path = Path.Combine(folder.Path, $".layers-{Interlocked.Increment(ref _names)}");
                    merge = new Merge(MergedFolder.Make(path, [.. layers.Select(static layer => layer.Directory)]));
                    _merges.Add(key, merge);
                }

                merge.Users++;
                return new CodeLease(merge.Folder.Path, () => Release(key, layers));
            }
        }
        catch
        {
            layers.ForEach(static layer => layer.Dispose());
            throw;
        }
    }

    private void Release(string key, List<CodeLease> layers)
    {
        lock (_lock)
        {
            Merge merge = _merges[key];
            if (--merge.Users == 0)
            {
                _merges.Remove(key);
                merge.Folder.Dispose();
            }
        }

        // After the merge: nothing that it shows may be dropped under it.
        layers.ForEach(static layer => layer.Dispose());
    }

    private sealed class Merge(MergedFolder folder)
    {
        public MergedFolder Folder { get; } = folder;

        public int Users { get; set; }
    }
}
