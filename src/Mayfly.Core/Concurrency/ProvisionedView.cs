using System.Globalization;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>Shows a provisioned concurrency configuration with what there really is at this moment.</summary>
internal static class ProvisionedView
{
    public static ProvisionedConcurrencyConfigListItem Show(FunctionEntry entry, ProvisionedRecord config, ConcurrencyLeases leases)
    {
        FunctionConcurrency function = leases.Of(entry.Record.Key);
        int allocated = 0, available = 0;
        string? failure = null;
        foreach ((string version, int environments) in ProvisionedPlan.SharesOf(entry, config))
        {
            if (entry.TryGetVersion(version, out FunctionEntry? found) && found.Serving is { } serving && function.ProvisionedFor(serving.Generation) is { } slots)
            {
                int here = Math.Min(slots.Allocated, environments);
                allocated += here;
                available += Math.Max(0, here - slots.Running);
                failure ??= here < environments ? slots.Failure : null;
            }
        }

        return new ProvisionedConcurrencyConfigListItem
        {
            FunctionArn = $"{entry.Record.Key.Arn}:{config.Qualifier}",
            RequestedProvisionedConcurrentExecutions = config.Requested,
            AllocatedProvisionedConcurrentExecutions = allocated,
            AvailableProvisionedConcurrentExecutions = available,
            Status = StatusOf(allocated == config.Requested, failure),
            StatusReason = failure,
            LastModified = config.LastModified.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture),
        };
    }

    private static ProvisionedConcurrencyStatusEnum StatusOf(bool complete, string? failure)
    {
        if (complete)
        {
            return ProvisionedConcurrencyStatusEnum.Ready;
        }

        return failure is null ? ProvisionedConcurrencyStatusEnum.InProgress : ProvisionedConcurrencyStatusEnum.Failed;
    }
}
