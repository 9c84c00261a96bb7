using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.EventInvoke;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html</summary>
internal sealed class ListFunctionEventInvokeConfigs(FunctionStore store) : IOperation<ListFunctionEventInvokeConfigsRequest, ListFunctionEventInvokeConfigsResponse>
{
    public ValueTask<AwsResult<ListFunctionEventInvokeConfigsResponse>> HandleAsync(
        AwsIdentity caller, ListFunctionEventInvokeConfigsRequest input, CancellationToken cancellationToken) => ValueTask.FromResult(Handle(caller, input));

    private AwsResult<ListFunctionEventInvokeConfigsResponse> Handle(AwsIdentity caller, ListFunctionEventInvokeConfigsRequest input)
    {
        AwsResult<FunctionPage<EventInvokeRecord>> page = FunctionPage<EventInvokeRecord>.Take(
            store,
            caller,
            new(input.FunctionName!, input.Marker, input.MaxItems, EventInvokeErrors.NoFunction),
            static entry => entry.Resources.EventInvokes,
            new(static config => config.Qualifier));
        return page.IsError
            ? page.Error
            : new ListFunctionEventInvokeConfigsResponse { FunctionEventInvokeConfigs = page.Value.Show(config => EventInvokeConfigs.Show(page.Value.Key, config)), NextMarker = page.Value.NextMarker };
    }
}
