using System.Globalization;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>Shows a provisioned concurrency configuration with what there really is at this moment.</summary>
internal static class ProvisionedView
{
    /// <param name="entry">The function.</param>
    /// <param name="config">What is configured.</param>
    /// <param name="ready">What all nodes have ready of the function.</param>
    public static ProvisionedConcurrencyConfigListItem Show(FunctionEntry entry, ProvisionedRecord config, IReadOnlyList<ProvisionedReport> ready)
    {
        int allocated = 0, available = 0;
        string? failure = null;
        foreach ((string version, int environments) in ProvisionedPlan.SharesOf(entry, config))
        {
            foreach (ProvisionedReport report in ready.Where(report => report.Version == version))
            {
                int here = Math.Min(report.Allocated, environments);
                allocated += here;
                available += Math.Max(0, here - report.Running);
                failure ??= here < environments ? report.Failure : null;
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
