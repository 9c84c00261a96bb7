using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html</summary>
internal sealed class ListProvisionedConcurrencyConfigs(FunctionStore store, ConcurrencyLeases leases)
    : IOperation<ListProvisionedConcurrencyConfigsRequest, ListProvisionedConcurrencyConfigsResponse>
{
    public ValueTask<AwsResult<ListProvisionedConcurrencyConfigsResponse>> HandleAsync(
        AwsIdentity caller, ListProvisionedConcurrencyConfigsRequest input, CancellationToken cancellationToken) => ValueTask.FromResult(Handle(caller, input));

    private AwsResult<ListProvisionedConcurrencyConfigsResponse> Handle(AwsIdentity caller, ListProvisionedConcurrencyConfigsRequest input)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        if (!PageMarker.TryRead(input.Marker, out string? after))
        {
            return PageMarker.Refusal;
        }

        if (!store.TryGet(target.Value, out FunctionEntry? entry))
        {
            return FunctionErrors.NotFound(target.Value.Arn);
        }

        Page<ProvisionedRecord> page = Page<ProvisionedRecord>.Of(
            entry.Resources.Provisioned, static config => config.Qualifier, StringComparer.Ordinal, after, input.MaxItems);
        return new ListProvisionedConcurrencyConfigsResponse
        {
            ProvisionedConcurrencyConfigs = page.Show(config => ProvisionedView.Show(entry, config, leases)),
            NextMarker = page.NextMarker,
        };
    }
}
