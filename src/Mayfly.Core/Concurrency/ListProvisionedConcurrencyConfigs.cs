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
        AwsResult<FunctionPage<ProvisionedRecord>> page = FunctionPage<ProvisionedRecord>.Take(
            store,
            caller,
            new(input.FunctionName!, input.Marker, input.MaxItems),
            static entry => entry.Resources.Provisioned,
            new(static config => config.Qualifier));
        return page.IsError
            ? page.Error
            : new ListProvisionedConcurrencyConfigsResponse { ProvisionedConcurrencyConfigs = page.Value.Show(config => ProvisionedView.Show(page.Value.Function, config, leases)), NextMarker = page.Value.NextMarker };
    }
}
