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
            return FunctionUrlConfigs.NoFunction;
        }

        Page<FunctionUrlRecord> page = Page<FunctionUrlRecord>.Of(entry.Resources.Urls, static url => url.Qualifier, StringComparer.Ordinal, after, input.MaxItems);
        return new ListFunctionUrlConfigsResponse
        {
            FunctionUrlConfigs = page.Show(url => FunctionUrlConfigs.Show(target.Value, url, address)),
            NextMarker = page.NextMarker,
        };
    }
}
