using System.Collections.Concurrent;
using Mayfly.Contracts;
using Mayfly.Core.Packages;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Functions;

/// <summary>
/// Every change of a function: first durable in <see cref="IFunctionRecords"/>, then visible in <see cref="FunctionStore"/>, then answered.
/// A new function is Pending, and an update is in progress, until the code stands extracted on this node; until then an updated function serves
/// as it did before. Whoever hands a record over has its package held in <see cref="PackageReferences"/>; from then on the hold is ours.
/// </summary>
internal sealed partial class FunctionLifecycle(
    FunctionStore store,
    FunctionVersions versions,
    IFunctionRecords records,
    PackageReferences packages,
    ICodeCache code,
    FunctionGates gates,
    ILogger<FunctionLifecycle> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<object, Task> _activations = new();

    public async Task<AwsResult<FunctionEntry>> CreateAsync(FunctionRecord record)
    {
        FunctionEntry entry;
        using (await gates.EnterAsync(record.Key))
        {
            if (store.TryGet(record.Key, out _))
            {
                packages.Release(record.Package.Id);
                return FunctionErrors.AlreadyExists(record.Key);
            }

            await SaveAsync(record);
            entry = new FunctionEntry { Record = record, State = FunctionState.Pending, Activation = new object() };
            store.Put(entry);
        }

        StartActivation(entry);
        return entry;
    }

    /// <summary>Changes code or configuration.</summary>
    /// <param name="key">Which function.</param>
    /// <param name="revisionId">What the caller saw last; null when it does not care.</param>
    /// <param name="change">Makes the new record, or refuses. Runs while nobody else changes the function.</param>
    /// <param name="heldPackage">The package that the caller holds for the new record; null when the code stays.</param>
    public async Task<AwsResult<FunctionEntry>> UpdateAsync(FunctionKey key, string? revisionId, Func<FunctionRecord, AwsResult<FunctionRecord>> change, string? heldPackage)
    {
        FunctionEntry entry;
        using (await gates.EnterAsync(key))
        {
            AwsResult<FunctionRecord> changed = Change(key, revisionId, change, out FunctionEntry? before);
            if (changed.IsError)
            {
                ReleaseHeld(heldPackage);
                return changed.Error;
            }

            // The record before keeps its own hold until the switch, so a record whose code stays needs one more.
            if (heldPackage is null)
            {
                await packages.HoldAsync(changed.Value.Package.Id);
            }

            FunctionRecord record = changed.Value with { Failure = null, UpdateFailure = null };
            await SaveAsync(record);
            entry = before! with
            {
                Record = record,
                State = before.Serving is null ? FunctionState.Pending : FunctionState.Active,
                Activation = new object(),
                Before = before.Record,
            };
            store.Put(entry);
        }

        StartActivation(entry);
        return entry;
    }

    /// <summary>Changes what no environment and no caller's revision depends on: tags.</summary>
    public async Task<AwsResult<FunctionEntry>> AmendAsync(FunctionKey key, Func<FunctionRecord, AwsResult<FunctionRecord>> change)
    {
        using FunctionGates.Pass pass = await gates.EnterAsync(key);
        if (!store.TryGet(key, out FunctionEntry? entry))
        {
            return FunctionErrors.NotFound(key.Arn);
        }

        AwsResult<FunctionRecord> changed = change(entry.Record);
        if (changed.IsError)
        {
            return changed.Error;
        }

        await records.SaveAsync(changed.Value);
        entry = entry with { Record = changed.Value, Before = entry.Before is null ? null : entry.Before with { Tags = changed.Value.Tags } };
        store.Put(entry);
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
        packages.Release(entry.Record.Package.Id);
        ReleaseHeld(entry.Before?.Package.Id);
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

    public async ValueTask DisposeAsync() => await SettledAsync();

    private AwsResult<FunctionRecord> Change(FunctionKey key, string? revisionId, Func<FunctionRecord, AwsResult<FunctionRecord>> change, out FunctionEntry? before)
    {
        if (!store.TryGet(key, out before))
        {
            return FunctionErrors.NotFound(key.Arn);
        }

        return CheckChangeable(before, revisionId) is { } refused ? refused : change(before.Record);
    }

    private async Task SaveAsync(FunctionRecord record)
    {
        try
        {
            await records.SaveAsync(record);
        }
        catch
        {
            packages.Release(record.Package.Id);
            throw;
        }
    }

    private void ReleaseHeld(string? packageId)
    {
        if (packageId is not null)
        {
            packages.Release(packageId);
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
            string? failure = await ExtractAsync(entry);
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
        catch (Exception failure)
        {
            // The edge of a task that nobody awaits.
            Log.ActivationBroke(logger, failure, entry.Record.Key.Arn);
        }
    }

    private async Task<string?> ExtractAsync(FunctionEntry entry)
    {
        if (entry.Serving is not null && entry.Before?.Package.Id == entry.Record.Package.Id)
        {
            return null;
        }

        try
        {
            using CodeLease lease = await code.AcquireAsync(entry.Record.Package.Id, CancellationToken.None);
            return null;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Log.NotExtracted(logger, failure, entry.Record.Key.Arn);
            return failure.Message;
        }
    }

    private void Switch(FunctionEntry now)
    {
        FunctionVersion version = versions.From(now.Record, now.Serving);
        store.Put(now with { State = FunctionState.Active, Serving = version, Activation = null, Before = null });
        ReleaseHeld(now.Before?.Package.Id);
    }

    /// <summary>A creation ends as Failed; an update goes back to what was before, and says so.</summary>
    private async Task GiveUpAsync(FunctionEntry now, string failure)
    {
        FunctionRecord record = now.Before is null ? now.Record with { Failure = failure } : now.Before with { UpdateFailure = failure };
        await records.SaveAsync(record);
        store.Put(now with { Record = record, State = record.Failure is null ? FunctionState.Active : FunctionState.Failed, Activation = null, Before = null });
        if (now.Before is not null)
        {
            packages.Release(now.Record.Package.Id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "The code of {FunctionArn} could not be put in place")]
        public static partial void NotExtracted(ILogger logger, Exception failure, string functionArn);

        [LoggerMessage(EventId = 2102, Level = LogLevel.Error, Message = "Activating {FunctionArn} broke off; it stays as it is until the next start")]
        public static partial void ActivationBroke(ILogger logger, Exception failure, string functionArn);
    }
}
