using System.Collections.Concurrent;
using Mayfly.Core.Functions;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.HotReload;

/// <summary>Watches the folders of the versions that are served, and gives a version a new generation when its folder changed: the next event finds the new code.</summary>
public sealed partial class HotReloader : IDisposable
{
    private readonly ConcurrentDictionary<long, FolderWatch> _watches = new();
    private readonly FunctionStore _store;
    private readonly FunctionVersions _versions;
    private readonly FunctionGates _gates;
    private readonly TimeProvider _time;
    private readonly ILogger<HotReloader> _logger;

    internal HotReloader(FunctionStore store, FunctionVersions versions, FunctionGates gates, TimeProvider time, ILogger<HotReloader> logger)
    {
        _store = store;
        _versions = versions;
        _gates = gates;
        _time = time;
        _logger = logger;
        store.Served += OnServed;
        store.Retired += OnRetired;
    }

    public void Dispose()
    {
        _store.Served -= OnServed;
        _store.Retired -= OnRetired;
        foreach (FolderWatch watch in _watches.Values)
        {
            watch.Dispose();
        }
    }

    private void OnServed(FunctionVersion version)
    {
        if (version.HotFolder is not string folder)
        {
            return;
        }

        try
        {
            _watches[version.Generation] = new FolderWatch(folder, _time, () => _ = ReloadAsync(version));
        }
        catch (Exception failure) when (failure is IOException or ArgumentException or UnauthorizedAccessException)
        {
            Log.NotWatched(_logger, failure, folder, version.Arn);
        }
    }

    private void OnRetired(FunctionVersion version)
    {
        if (_watches.TryRemove(version.Generation, out FolderWatch? watch))
        {
            watch.Dispose();
        }
    }

    private async Task ReloadAsync(FunctionVersion version)
    {
        try
        {
            using FunctionGates.Pass pass = await _gates.EnterAsync(version.Key);
            if (!_store.TryGet(version.Key, out FunctionEntry? function)
                || !function.TryGetVersion(version.Version, out FunctionEntry? entry)
                || entry.Serving?.Generation != version.Generation)
            {
                return;
            }

            FunctionEntry renewed = entry with { Serving = _versions.Renew(entry.Serving) };
            _store.Put(entry.Record.IsLatest ? renewed : function with { Published = function.Published.With(renewed) });
            Log.Reloaded(_logger, version.HotFolder!, version.Arn);
        }
        catch (Exception failure)
        {
            // The edge of a task that nobody awaits.
            Log.NotReloaded(_logger, failure, version.Arn);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2501, Level = LogLevel.Information, Message = "{Folder} has changed: {FunctionArn} runs its new code from now on")]
        public static partial void Reloaded(ILogger logger, string folder, string functionArn);

        [LoggerMessage(EventId = 2502, Level = LogLevel.Warning, Message = "{Folder} cannot be watched, so changes in it reach {FunctionArn} only with new environments")]
        public static partial void NotWatched(ILogger logger, Exception failure, string folder, string functionArn);

        [LoggerMessage(EventId = 2503, Level = LogLevel.Error, Message = "{FunctionArn} could not be given its changed code")]
        public static partial void NotReloaded(ILogger logger, Exception failure, string functionArn);
    }
}
