namespace Mayfly.Core.Packages;

/// <summary>One extracted folder in a cache, or on its way there. All but <see cref="Extraction"/> is guarded by the cache's lock.</summary>
internal sealed class CachedFolder
{
    public CachedFolder(string id, string directory, Action<CachedFolder> unpin)
    {
        Id = id;
        Directory = directory;
        Release = () => unpin(this);
        IdleNode = new LinkedListNode<CachedFolder>(this);
    }

    /// <summary>Of the content in its store.</summary>
    public string Id { get; }

    public string Directory { get; }

    /// <summary>Made once, so that a lease is one allocation.</summary>
    public Action Release { get; }

    /// <summary>Its place among those that may be dropped; in the list only while nobody holds it.</summary>
    public LinkedListNode<CachedFolder> IdleNode { get; }

    /// <summary>Completes when the folder is whole.</summary>
    public Task Extraction { get; set; } = Task.CompletedTask;

    /// <summary>How many hold it. The extraction itself is the first, so nobody holding it means that it is there.</summary>
    public int Pins { get; set; } = 1;

    /// <summary>What was set aside for it, bytes.</summary>
    public long Size { get; set; }

    /// <summary>Forgotten: dropped as soon as nobody holds it.</summary>
    public bool Doomed { get; set; }
}
