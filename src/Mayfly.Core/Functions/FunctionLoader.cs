using System.Diagnostics;
using Mayfly.Core.Packages;
using Mayfly.Core.Versions;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Functions;

/// <summary>Brings back, at start, what was acknowledged before: the server runs it before it serves.</summary>
public sealed partial class FunctionLoader
{
    private readonly IFunctionRecords _records;
    private readonly FunctionStore _store;
    private readonly FunctionVersions _versions;
    private readonly PackageReferences _packages;
    private readonly CodePlacement _placement;
    private readonly FunctionLifecycle _lifecycle;
    private readonly ILogger<FunctionLoader> _logger;

    internal FunctionLoader(
        IFunctionRecords records,
        FunctionStore store,
        FunctionVersions versions,
        PackageReferences packages,
        CodePlacement placement,
        FunctionLifecycle lifecycle,
        ILogger<FunctionLoader> logger)
    {
        _records = records;
        _store = store;
        _versions = versions;
        _packages = packages;
        _placement = placement;
        _lifecycle = lifecycle;
        _logger = logger;
    }

    /// <summary>
    /// Loads all functions and deletes packages that a crash left without one (layers are loaded before, and hold theirs). What was Pending, or being updated, when the server ended is
    /// Active now: its package was checked and stored before the change was acknowledged, and extracting it is only a matter of first use. A function whose image had not been fetched
    /// is Pending again, and the fetching goes on.
    /// </summary>
    /// <returns>How many functions there are.</returns>
    public async Task<int> LoadAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        ILookup<FunctionKey, FunctionRecord> records = _records.Load().ToLookup(static record => record.Key);
        Dictionary<FunctionKey, FunctionResources> resources = _records.LoadResources().ToDictionary(static resources => resources.Key);
        foreach (IGrouping<FunctionKey, FunctionRecord> function in records)
        {
            _store.Put(await LoadAsync(function, resources.GetValueOrDefault(function.Key) ?? new FunctionResources { Key = function.Key }));
        }

        foreach (FunctionEntry entry in _store.All.Where(static entry => entry.Activation is not null))
        {
            _lifecycle.Resume(entry);
        }

        int orphans = await _packages.SweepAsync(cancellationToken);
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        Log.Loaded(_logger, records.Count, took, orphans);
        return records.Count;
    }

    private async Task<FunctionEntry> LoadAsync(IEnumerable<FunctionRecord> records, FunctionResources resources)
    {
        FunctionEntry? latest = null;
        PublishedVersions published = PublishedVersions.None;
        foreach (FunctionRecord record in records)
        {
            await _packages.HoldAsync(record.ContentIds);
            bool failed = record.Failure is not null;

            // A version of another image than $LATEST's was active once: should its image be missing, its first environment fetches it.
            bool here = _placement.IsHere(record) || (latest is not null && latest.Record.Image != record.Image);
            FunctionEntry entry = new()
            {
                Record = record,
                State = failed ? FunctionState.Failed : here ? FunctionState.Active : FunctionState.Pending,
                Serving = failed || !here ? null : _versions.From(record),
                Activation = failed || here || !record.IsLatest ? null : new object(),
                Resources = new FunctionResources { Key = record.Key },
            };
            if (record.IsLatest)
            {
                latest = entry.With(resources);
            }
            else
            {
                published = published.With(entry);
                latest = latest! with { Publishing = entry.State == FunctionState.Pending ? record.Version : latest.Publishing };
            }
        }

        return latest! with { Published = published };
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2110, Level = LogLevel.Information, Message = "{Count} functions were loaded in {Took}; {Orphans} packages without a function were deleted")]
        public static partial void Loaded(ILogger logger, int count, TimeSpan took, int orphans);
    }
}
