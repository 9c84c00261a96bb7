using System.Collections.Concurrent;
using Mayfly.Contracts;
using Mayfly.Core.Packages;
using Mayfly.Core.Versions;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Functions;

/// <summary>
/// Every change of a function: first durable in <see cref="IFunctionRecords"/>, then visible in <see cref="FunctionStore"/>, then answered.
/// A new function is Pending, and an update is in progress, until the code stands extracted on this node; until then an updated function serves
/// as it did before. Whoever hands a record over holds its packages and images in <see cref="PackageReferences"/> until this has answered; every record here has holds of its own.
/// </summary>
internal sealed partial class FunctionLifecycle(
    FunctionStore store,
    FunctionVersions versions,
    IFunctionRecords records,
    PackageReferences packages,
    CodePlacement placement,
    FunctionGates gates,
    ILogger<FunctionLifecycle> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<object, Task> _activations = new();

    /// <summary>Adds a function, and with it its first version if one is to be published.</summary>
    public async Task<AwsResult<FunctionEntry>> CreateAsync(FunctionRecord record, Publication publication = Publication.None)
    {
        FunctionEntry entry;
        using (await gates.EnterAsync(record.Key))
        {
            if (store.TryGet(record.Key, out _))
            {
                return FunctionErrors.AlreadyExists(record.Key);
            }

            entry = new FunctionEntry
            {
                Record = record,
                State = FunctionState.Pending,
                Activation = new object(),
                Resources = new FunctionResources { Key = record.Key },
            };
            await packages.HoldAsync(record.ContentIds);
            entry = await SaveAsync(entry, publication);
            store.Put(entry);
        }

        StartActivation(entry);
        return entry;
    }

    /// <summary>Changes code or configuration.</summary>
    /// <param name="key">Which function.</param>
    /// <param name="revisionId">What the caller saw last; null when it does not care.</param>
    /// <param name="change">Makes the new record, or refuses. Runs while nobody else changes the function.</param>
    /// <param name="publication">As what the new code is published at once.</param>
    public async Task<AwsResult<FunctionEntry>> UpdateAsync(
        FunctionKey key, string? revisionId, Func<FunctionRecord, AwsResult<FunctionRecord>> change, Publication publication = Publication.None)
    {
        FunctionEntry entry;
        using (await gates.EnterAsync(key))
        {
            AwsResult<FunctionRecord> changed = Change(key, revisionId, change, out FunctionEntry? before);
            if (changed.IsError)
            {
                return changed.Error;
            }

            // The record before keeps its own holds until the switch.
            await packages.HoldAsync(changed.Value.ContentIds);
            entry = before! with
            {
                Record = changed.Value with { Failure = null, UpdateFailure = null, FailureCode = null },
                State = before.Serving is null ? FunctionState.Pending : FunctionState.Active,
                Activation = new object(),
                Before = before.Record,
            };
            entry = await SaveAsync(entry, publication);
            store.Put(entry);
        }

        StartActivation(entry);
        return entry;
    }

    /// <summary>Answers null, or why not.</summary>
    public async Task<AwsError?> DeleteAsync(FunctionKey key)
    {
        using FunctionGates.Pass pass = await gates.EnterAsync(key);
        if (!store.TryGet(key, out FunctionEntry? entry))
        {
            return FunctionErrors.NotFound(key.Arn);
        }

        await records.DeleteAsync(key);
        store.Remove(entry);
        packages.Release(entry.Record.ContentIds);
        packages.Release(entry.Before?.ContentIds ?? []);
        foreach (FunctionEntry version in entry.Published.All)
        {
            packages.Release(version.Record.ContentIds);
        }

        return null;
    }

    /// <summary>Whether code or configuration may change now. Answers the refusal, or null.</summary>
    public static AwsError? CheckChangeable(FunctionEntry entry, string? revisionId)
    {
        if (entry.Updating)
        {
            return FunctionErrors.UpdateInProgress(entry.Record.Key);
        }

        if (entry.State == FunctionState.Pending)
        {
            return FunctionErrors.StillPending();
        }

        return revisionId is not null && revisionId != entry.Record.RevisionId ? FunctionErrors.WrongRevision() : null;
    }

    /// <summary>Completes when every activation that is under way now has ended.</summary>
    public Task SettledAsync() => Task.WhenAll(_activations.Values);

    /// <summary>At start: goes on with what had not been put in place when the server ended.</summary>
    public void Resume(FunctionEntry entry) => StartActivation(entry);

    public async ValueTask DisposeAsync()
    {
        placement.Stop();
        await SettledAsync();
    }

    private AwsResult<FunctionRecord> Change(FunctionKey key, string? revisionId, Func<FunctionRecord, AwsResult<FunctionRecord>> change, out FunctionEntry? before)
    {
        if (!store.TryGet(key, out before))
        {
            return FunctionErrors.NotFound(key.Arn);
        }

        return CheckChangeable(before, revisionId) is { } refused ? refused : change(before.Record);
    }

    /// <summary>Makes the entry's record durable, together with the version that is published from it.</summary>
    private async Task<FunctionEntry> SaveAsync(FunctionEntry entry, Publication publication)
    {
        if (publication == Publication.None)
        {
            await SaveAsync([entry.Record], entry.Record.ContentIds);
            return entry;
        }

        if (VersionDraft.Existing(entry.Record, entry.Published, publication) is { } existing)
        {
            await SaveAsync([entry.Record], entry.Record.ContentIds);
            return entry with { Publishing = existing.Record.Version };
        }

        VersionDraft draft = VersionDraft.Of(entry.Record, publication, description: null, entry.Record.LastModified);
        await packages.HoldAsync(draft.Version.ContentIds);
        await SaveAsync([draft.Latest, draft.Version], [.. draft.Latest.ContentIds, .. draft.Version.ContentIds]);
        if (entry.Published.TryGet(draft.Version.Version, out FunctionEntry? replaced))
        {
            packages.Release(replaced.Record.ContentIds);
        }

        FunctionEntry version = new() { Record = draft.Version, State = FunctionState.Pending, Serving = replaced?.Serving, Resources = entry.Resources };
        return entry with { Record = draft.Latest, Published = entry.Published.With(version), Publishing = draft.Version.Version };
    }

    private async Task SaveAsync(FunctionRecord[] changed, IEnumerable<string> held)
    {
        try
        {
            await records.ApplyAsync(new FunctionChange(changed[0].Key) { Saved = changed });
        }
        catch
        {
            packages.Release(held);
            throw;
        }
    }

    /// <summary>On the pool, because the caller's answer does not wait for it: AWS answers Pending, or InProgress, too.</summary>
    private void StartActivation(FunctionEntry entry)
    {
        Task activation = Task.Run(() => ActivateAsync(entry));
        _activations[entry.Activation!] = activation;
        activation.ContinueWith(_ => _activations.TryRemove(entry.Activation!, out Task? _), TaskScheduler.Default);
    }

    private async Task ActivateAsync(FunctionEntry entry)
    {
        try
        {
            ActivationFailure? failure = await placement.PlaceAsync(entry);
            using FunctionGates.Pass pass = await gates.EnterAsync(entry.Record.Key);

            // Deleted meanwhile, or even made again: then this is nobody's any more.
            if (store.TryGet(entry.Record.Key, out FunctionEntry? now) && now.Activation == entry.Activation)
            {
                if (failure is null)
                {
                    Switch(now);
                }
                else
                {
                    await GiveUpAsync(now, failure);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; the next start goes on with it.
        }
        catch (Exception failure)
        {
            // The edge of a task that nobody awaits.
            Log.ActivationBroke(logger, failure, entry.Record.Key.Arn);
        }
    }

    private void Switch(FunctionEntry now)
    {
        FunctionVersion version = versions.From(now.Record, now.Serving);
        PublishedVersions published = now.Published;
        if (Published(now) is { State: FunctionState.Pending } pending)
        {
            published = published.With(pending with { State = FunctionState.Active, Serving = versions.From(pending.Record) });
        }

        store.Put(now with { State = FunctionState.Active, Serving = version, Activation = null, Before = null, Published = published, Publishing = null });
        packages.Release(now.Before?.ContentIds ?? []);
    }

    /// <summary>The version that came with the code being put in place.</summary>
    private static FunctionEntry? Published(FunctionEntry now) =>
        now.Publishing is { } version && now.Published.TryGet(version, out FunctionEntry? entry) ? entry : null;

    /// <summary>A creation ends as Failed; an update goes back to what was before, and says so.</summary>
    private async Task GiveUpAsync(FunctionEntry now, ActivationFailure failure)
    {
        FunctionRecord record = now.Before is null
            ? now.Record with { Failure = failure.Reason, FailureCode = failure.Code }
            : now.Before with { UpdateFailure = failure.Reason, FailureCode = failure.Code, LastVersion = now.Record.LastVersion };
        List<FunctionRecord> saved = [record];
        PublishedVersions published = now.Published;
        if (Published(now) is { State: FunctionState.Pending } pending)
        {
            pending = pending with { State = FunctionState.Failed, Serving = null, Record = pending.Record with { Failure = failure.Reason, FailureCode = failure.Code } };
            published = published.With(pending);
            saved.Add(pending.Record);
        }

        await records.ApplyAsync(new FunctionChange(record.Key) { Saved = saved });
        store.Put(now with
        {
            Record = record,
            State = record.Failure is null ? FunctionState.Active : FunctionState.Failed,
            Activation = null,
            Before = null,
            Published = published,
            Publishing = null,
        });
        if (now.Before is not null)
        {
            packages.Release(now.Record.ContentIds);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2102, Level = LogLevel.Error, Message = "Activating {FunctionArn} broke off; it stays as it is until the next start")]
        public static partial void ActivationBroke(ILogger logger, Exception failure, string functionArn);
    }
}
