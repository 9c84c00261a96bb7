namespace Mayfly.Core.HotReload;

/// <summary>Tells of changes in a folder and what is below it, once for changes that come close together, as an editor's or a compiler's do.</summary>
internal sealed class FolderWatch : IDisposable
{
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(50);

    private readonly FileSystemWatcher _watcher;
    private readonly ITimer _timer;

    public FolderWatch(string folder, TimeProvider time, Action changed)
    {
        _timer = time.CreateTimer(_ => changed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.Attributes,
        };
        _watcher.Changed += (_, _) => Rouse();
        _watcher.Created += (_, _) => Rouse();
        _watcher.Deleted += (_, _) => Rouse();
        _watcher.Renamed += (_, _) => Rouse();

        // Too much at once to be told in detail is a change, too.
        _watcher.Error += (_, _) => Rouse();
        _watcher.EnableRaisingEvents = true;
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _timer.Dispose();
    }

    private void Rouse() => _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
}
