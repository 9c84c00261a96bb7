using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Versions;

/// <summary>
/// Publishes versions from what $LATEST is, and deletes them: https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
/// A version has the code in place already, so it is active at once; it has environments of its own.
/// </summary>
internal sealed class VersionPublisher(
    FunctionStore store, FunctionVersions versions, IFunctionRecords records, PackageReferences packages, FunctionGates gates, TimeProvider time)
{
    /// <summary>Publishes; answers the version's entry, an existing one when nothing has changed since it was made.</summary>
    public async Task<AwsResult<FunctionEntry>> PublishAsync(FunctionKey key, PublishVersionRequest request)
    {
        using FunctionGates.Pass pass = await gates.EnterAsync(key);
        if (!store.TryGet(key, out FunctionEntry? entry))
        {
            return FunctionErrors.NotFound(key.Arn);
        }

        if (Check(entry, request) is { } refused)
        {
            return refused;
        }

        Publication publication = VersionDraft.Asked(publish: true, request.PublishTo);
        if (VersionDraft.Existing(entry.Record, entry.Published, publication) is { } existing)
        {
            return existing;
        }

        AccountFunctions account = store.Account(key.Account, key.Region);
        return AccountLimits.CheckCodeSize(account, entry.Record.Package.ZippedSize) is { } full ? full : await PublishAsync(entry, publication, request.Description);
    }

    /// <summary>Deletes one published version. Answers null, also when there is no such version, or why not.</summary>
    public async Task<AwsError?> DeleteAsync(FunctionKey key, string version)
    {
        using FunctionGates.Pass pass = await gates.EnterAsync(key);
        if (!store.TryGet(key, out FunctionEntry? entry))
        {
            return FunctionErrors.NotFound(key.Arn);
        }

        if (!entry.Published.TryGet(version, out FunctionEntry? deleted))
        {
            return null;
        }

        string[] aliases = [.. entry.Resources.Aliases.Where(alias => alias.PointsAt(version)).Select(static alias => alias.Name)];
        if (aliases.Length > 0)
        {
            return AliasErrors.VersionInUse(aliases);
        }

        FunctionResources resources = entry.Resources.Without(version);
        await records.ApplyAsync(new FunctionChange(key) { DeletedVersions = [version], Resources = resources });
        store.Put(entry.With(resources) with { Published = entry.Published.Without(version) });
        packages.Release(deleted.Record.ContentIds);
        return null;
    }

    private static AwsError? Check(FunctionEntry entry, PublishVersionRequest request)
    {
        if (FunctionLifecycle.CheckChangeable(entry, request.RevisionId) is { } refused)
        {
            return refused;
        }

        if (entry.State != FunctionState.Active)
        {
            return LambdaErrors.ResourceConflictException($"The operation cannot be performed at this time. The function is currently in the following state: {entry.State}");
        }

        string current = entry.Record.CodeSha256;
        return string.IsNullOrEmpty(request.CodeSha256) || request.CodeSha256 == current
            ? null
            : FunctionErrors.Invalid($"CodeSHA256 ({request.CodeSha256}) is different from current CodeSHA256 in $LATEST ({current}). Please try again with the CodeSHA256 in $LATEST.");
    }

    private async Task<FunctionEntry> PublishAsync(FunctionEntry entry, Publication publication, string? description)
    {
        VersionDraft draft = VersionDraft.Of(entry.Record, publication, description, time.GetUtcNow());
        FunctionRecord latest = draft.Latest with { RevisionId = Guid.NewGuid().ToString() };
        await packages.HoldAsync(draft.Version.ContentIds);
        try
        {
            await records.ApplyAsync(new FunctionChange(latest.Key) { Saved = [latest, draft.Version] });
        }
        catch
        {
            packages.Release(draft.Version.ContentIds);
            throw;
        }

        entry.Published.TryGet(draft.Version.Version, out FunctionEntry? replaced);
        FunctionEntry version = new()
        {
            Record = draft.Version,
            State = FunctionState.Active,
            Serving = versions.From(draft.Version),
            Resources = entry.Resources,
        };
        store.Put(entry with { Record = latest, Published = entry.Published.With(version) });
        if (replaced is not null)
        {
            packages.Release(replaced.Record.ContentIds);
        }

        return version;
    }
}
