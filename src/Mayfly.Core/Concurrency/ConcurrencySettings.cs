using Mayfly.Contracts;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>Changes what is set aside for a function: in the account's ledger first, which may refuse; taken back there if it cannot be made durable.</summary>
internal sealed class ConcurrencySettings(FunctionAmendments amendments, FunctionStore store, ConcurrencyLeases leases)
{
    public async Task<AwsResult<FunctionEntry>> ChangeAsync(FunctionKey key, Func<FunctionEntry, AwsResult<FunctionResources>> change, AwsError? missing = null)
    {
        AwsResult<FunctionEntry>? changed = null;
        try
        {
            changed = await amendments.AmendResourcesAsync(key, change, missing);
            return changed.Value;
        }
        finally
        {
            if (changed is not { IsError: false } && store.TryGet(key, out FunctionEntry? entry))
            {
                leases.Of(key).Account.SetAside(key, entry.Resources.ReservedConcurrency ?? entry.Resources.ProvisionedTotal);
            }
        }
    }
}
