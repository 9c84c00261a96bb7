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
            return EventInvokeErrors.NoFunction;
        }

        Page<EventInvokeRecord> page = Page<EventInvokeRecord>.Of(
            entry.Resources.EventInvokes, static config => config.Qualifier, StringComparer.Ordinal, after, input.MaxItems);
        return new ListFunctionEventInvokeConfigsResponse
        {
            FunctionEventInvokeConfigs = page.Show(config => EventInvokeConfigs.Show(target.Value, config)),
            NextMarker = page.NextMarker,
        };
    }
}
