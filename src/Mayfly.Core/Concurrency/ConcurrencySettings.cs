using Mayfly.Contracts;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>
/// Changes what is set aside for a function: in the account's ledger first, which may refuse; taken back there if it cannot be made durable. Answered when
/// all nodes obey.
/// </summary>
internal sealed class ConcurrencySettings(FunctionAmendments amendments, FunctionStore store, ConcurrencyLeases leases)
{
    public async Task<AwsResult<FunctionEntry>> ChangeAsync(FunctionKey key, Func<FunctionEntry, ValueTask<AwsResult<FunctionResources>>> change, AwsError? missing = null)
    {
        AwsResult<FunctionEntry>? changed = null;
        try
        {
            changed = await amendments.AmendResourcesAsync(key, change, missing);
            return changed.Value;
        }
        finally
        {
            if (changed is { IsError: false })
            {
                await leases.FollowedAsync();
            }
            else if (store.TryGet(key, out _))
            {
                await leases.FollowAsync(key);
            }
        }
    }
}
