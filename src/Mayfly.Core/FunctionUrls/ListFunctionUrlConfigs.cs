using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.FunctionUrls;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html</summary>
internal sealed class ListFunctionUrlConfigs(FunctionStore store, PublicAddress address) : IOperation<ListFunctionUrlConfigsRequest, ListFunctionUrlConfigsResponse>
{
    public ValueTask<AwsResult<ListFunctionUrlConfigsResponse>> HandleAsync(AwsIdentity caller, ListFunctionUrlConfigsRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<ListFunctionUrlConfigsResponse> Handle(AwsIdentity caller, ListFunctionUrlConfigsRequest input)
    {
        AwsResult<FunctionPage<FunctionUrlRecord>> page = FunctionPage<FunctionUrlRecord>.Take(
            store,
            caller,
            new(input.FunctionName!, input.Marker, input.MaxItems, FunctionUrlConfigs.NoFunction),
            static entry => entry.Resources.Urls,
            new(static url => url.Qualifier));
        return page.IsError
            ? page.Error
            : new ListFunctionUrlConfigsResponse { FunctionUrlConfigs = page.Value.Show(url => FunctionUrlConfigs.Show(page.Value.Key, url, address)), NextMarker = page.Value.NextMarker };
    }
}
