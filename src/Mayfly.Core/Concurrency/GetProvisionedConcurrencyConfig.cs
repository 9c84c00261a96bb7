using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Concurrency;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html</summary>
internal sealed class GetProvisionedConcurrencyConfig(FunctionStore store, ConcurrencyLeases leases)
    : IOperation<GetProvisionedConcurrencyConfigRequest, GetProvisionedConcurrencyConfigResponse>
{
    public async ValueTask<AwsResult<GetProvisionedConcurrencyConfigResponse>> HandleAsync(
        AwsIdentity caller, GetProvisionedConcurrencyConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        string qualifier = target.Value.Qualifier!;
        if (qualifier == FunctionVersions.Latest)
        {
            return ConcurrencyErrors.NeitherVersionNorAlias;
        }

        if (!store.TryGet(target.Value.Key, out FunctionEntry? entry))
        {
            return Qualifiers.Missing(target.Value.Key, qualifier);
        }

        if (Qualifiers.Missing(entry, qualifier) is { } missing)
        {
            return missing;
        }

        if (entry.Resources.Provisioned.FirstOrDefault(one => one.Qualifier == qualifier) is not { } config)
        {
            return ConcurrencyErrors.NoConfig;
        }

        ProvisionedConcurrencyConfigListItem shown = ProvisionedView.Show(entry, config, await leases.ProvisionedAsync(entry.Record.Key));
        return new GetProvisionedConcurrencyConfigResponse
        {
            RequestedProvisionedConcurrentExecutions = shown.RequestedProvisionedConcurrentExecutions,
            AllocatedProvisionedConcurrentExecutions = shown.AllocatedProvisionedConcurrentExecutions,
            AvailableProvisionedConcurrentExecutions = shown.AvailableProvisionedConcurrentExecutions,
            Status = shown.Status,
            StatusReason = shown.StatusReason,
            LastModified = shown.LastModified,
        };
    }
}
