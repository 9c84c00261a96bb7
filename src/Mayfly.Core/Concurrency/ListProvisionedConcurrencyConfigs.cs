using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html</summary>
internal sealed class ListProvisionedConcurrencyConfigs(FunctionStore store, ConcurrencyLeases leases)
    : IOperation<ListProvisionedConcurrencyConfigsRequest, ListProvisionedConcurrencyConfigsResponse>
{
    public async ValueTask<AwsResult<ListProvisionedConcurrencyConfigsResponse>> HandleAsync(
        AwsIdentity caller, ListProvisionedConcurrencyConfigsRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionPage<ProvisionedRecord>> page = FunctionPage<ProvisionedRecord>.Take(
            store,
            caller,
            new(input.FunctionName!, input.Marker, input.MaxItems),
            static entry => entry.Resources.Provisioned,
            new(static config => config.Qualifier));
        if (page.IsError)
        {
            return page.Error;
        }

        FunctionEntry function = page.Value.Function;
        IReadOnlyList<ProvisionedReport> ready = await leases.ProvisionedAsync(function.Record.Key);
        return new ListProvisionedConcurrencyConfigsResponse
        {
            ProvisionedConcurrencyConfigs = page.Value.Show(config => ProvisionedView.Show(function, config, ready)),
            NextMarker = page.Value.NextMarker,
        };
    }
}
