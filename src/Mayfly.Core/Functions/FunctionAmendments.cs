using Mayfly.Contracts;

namespace Mayfly.Core.Functions;

/// <summary>
/// Changes of a function that no environment notices, and that need nothing put in place first: its tags, its aliases, what else hangs on it. First
/// durable, as a whole, then visible, then answered.
/// </summary>
internal sealed class FunctionAmendments(FunctionStore store, IFunctionRecords records, FunctionGates gates)
{
    /// <summary>Amends one function.</summary>
    /// <param name="key">Which.</param>
    /// <param name="change">Makes the new entry, or refuses; of records it may change those of $LATEST and of published versions. Runs while nobody else changes the function.</param>
    /// <param name="missing">What is answered when there is no such function; null for AWS's usual sentence.</param>
    public Task<AwsResult<FunctionEntry>> AmendAsync(FunctionKey key, Func<FunctionEntry, AwsResult<FunctionEntry>> change, AwsError? missing = null) =>
        AmendAsync(key, entry => new ValueTask<AwsResult<FunctionEntry>>(change(entry)), missing);

    private async Task<AwsResult<FunctionEntry>> AmendAsync(FunctionKey key, Func<FunctionEntry, ValueTask<AwsResult<FunctionEntry>>> change, AwsError? missing)
    {
        using FunctionGates.Pass pass = await gates.EnterAsync(key);
        if (!store.TryGet(key, out FunctionEntry? before))
        {
            return missing ?? FunctionErrors.NotFound(key.Arn);
        }

        AwsResult<FunctionEntry> changed = await change(before);
        if (changed.IsError || ReferenceEquals(changed.Value, before))
        {
            return changed;
        }

        FunctionEntry now = changed.Value;
        await records.ApplyAsync(new FunctionChange(key)
        {
            Saved = [.. Records(now).Except<object?>(Records(before), ReferenceEqualityComparer.Instance).Cast<FunctionRecord>()],
            Resources = now.Resources == before.Resources ? null : now.Resources,
        });
        store.Put(now);
        return now;
    }

    /// <summary>As <see cref="AmendAsync(FunctionKey, Func{FunctionEntry, AwsResult{FunctionEntry}}, AwsError?)"/>, of what hangs on the function only.</summary>
    public Task<AwsResult<FunctionEntry>> AmendResourcesAsync(FunctionKey key, Func<FunctionEntry, AwsResult<FunctionResources>> change, AwsError? missing = null) =>
        AmendResourcesAsync(key, entry => new ValueTask<AwsResult<FunctionResources>>(change(entry)), missing);

    /// <summary>The same, with a change that has to ask others.</summary>
    public Task<AwsResult<FunctionEntry>> AmendResourcesAsync(FunctionKey key, Func<FunctionEntry, ValueTask<AwsResult<FunctionResources>>> change, AwsError? missing = null) =>
        AmendAsync(
            key,
            async entry =>
            {
                AwsResult<FunctionResources> resources = await change(entry);
                if (resources.IsError)
                {
                    return resources.Error;
                }

                return ReferenceEquals(resources.Value, entry.Resources) ? entry : entry.With(resources.Value);
            },
            missing);

    private static IEnumerable<FunctionRecord> Records(FunctionEntry entry) => entry.Published.All.Select(static version => version.Record).Prepend(entry.Record);
}
