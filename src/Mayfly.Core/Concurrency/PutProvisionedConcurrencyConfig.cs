using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Concurrency.Home;
using Mayfly.Core.Functions;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Concurrency;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html</summary>
internal sealed class PutProvisionedConcurrencyConfig(ConcurrencySettings settings, ConcurrencyLeases leases, TimeProvider time)
    : IOperation<PutProvisionedConcurrencyConfigRequest, PutProvisionedConcurrencyConfigResponse>
{
    public async ValueTask<AwsResult<PutProvisionedConcurrencyConfigResponse>> HandleAsync(
        AwsIdentity caller, PutProvisionedConcurrencyConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        FunctionTarget function = target.Value;
        if (function.Qualifier == FunctionVersions.Latest)
        {
            return ConcurrencyErrors.LatestProvisioned;
        }

        ProvisionedRecord config = new() { Qualifier = function.Qualifier!, Requested = input.ProvisionedConcurrentExecutions!.Value, LastModified = time.GetUtcNow() };
        AwsResult<FunctionEntry> put = await settings.ChangeAsync(
            function.Key, entry => ProvisionAsync(entry, config), missing: Qualifiers.Missing(function.Key, function.Qualifier!));
        if (put.IsError)
        {
            return put.Error;
        }

        ProvisionedConcurrencyConfigListItem shown = ProvisionedView.Show(put.Value, config, await leases.ProvisionedAsync(function.Key));
        return new PutProvisionedConcurrencyConfigResponse
        {
            RequestedProvisionedConcurrentExecutions = shown.RequestedProvisionedConcurrentExecutions,
            AllocatedProvisionedConcurrentExecutions = shown.AllocatedProvisionedConcurrentExecutions,
            AvailableProvisionedConcurrentExecutions = shown.AvailableProvisionedConcurrentExecutions,
            Status = shown.Status,
            StatusReason = shown.StatusReason,
            LastModified = shown.LastModified,
        };
    }

    private async ValueTask<AwsResult<FunctionResources>> ProvisionAsync(FunctionEntry entry, ProvisionedRecord config)
    {
        if ((Qualifiers.Missing(entry, config.Qualifier) ?? CheckConflict(entry, config.Qualifier)) is { } refused)
        {
            return refused;
        }

        FunctionResources resources = entry.Resources with
        {
            Provisioned = [.. entry.Resources.Provisioned.Where(one => one.Qualifier != config.Qualifier).Append(config).OrderBy(static one => one.Qualifier, StringComparer.Ordinal)],
        };
        return await CheckAmountAsync(entry, resources) is { } tooMuch ? tooMuch : resources;
    }

    /// <summary>A version is provisioned by itself or by an alias, not by both.</summary>
    private static AwsError? CheckConflict(FunctionEntry entry, string qualifier)
    {
        IEnumerable<ProvisionedRecord> others = entry.Resources.Provisioned.Where(one => one.Qualifier != qualifier);
        if (entry.Alias(qualifier) is { } alias)
        {
            return others.Any(one => alias.PointsAt(one.Qualifier)) ? ConcurrencyErrors.VersionIsProvisioned : null;
        }

        return others.Any(one => entry.Alias(one.Qualifier)?.PointsAt(qualifier) == true) ? ConcurrencyErrors.AliasIsProvisioned : null;
    }

    private async Task<AwsError?> CheckAmountAsync(FunctionEntry entry, FunctionResources resources)
    {
        int total = resources.ProvisionedTotal;
        if (resources.ReservedConcurrency is { } reserved)
        {
            return total > reserved ? ConcurrencyErrors.MoreThanReserved : null;
        }

        FunctionKey key = entry.Record.Key;
        int available = await leases.UnreservedAsync(key.Account, key.Region) + entry.Resources.ProvisionedTotal;
        if (total > available)
        {
            return ConcurrencyErrors.MoreThanUnreserved(available);
        }

        return await leases.TrySetAsideAsync(key, total) ? null : ConcurrencyErrors.TooMuchProvisioned(AccountLedger.LeastOf(leases.AccountLimit));
    }
}
