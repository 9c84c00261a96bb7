using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.CodeSigning;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListCodeSigningConfigs.html</summary>
internal sealed class ListCodeSigningConfigs(CodeSigningConfigs configs) : IOperation<ListCodeSigningConfigsRequest, ListCodeSigningConfigsResponse>
{
    public ValueTask<AwsResult<ListCodeSigningConfigsResponse>> HandleAsync(AwsIdentity caller, ListCodeSigningConfigsRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<ListCodeSigningConfigsResponse> Handle(AwsIdentity caller, ListCodeSigningConfigsRequest input)
    {
        if (!PageMarker.TryRead(input.Marker, out string? after))
        {
            return PageMarker.Refusal;
        }

        Page<CodeSigningConfigRecord> page = Page<CodeSigningConfigRecord>.Of(configs.Of(caller.Account, caller.Region), new(static config => config.Id), after, input.MaxItems);
        return new ListCodeSigningConfigsResponse { CodeSigningConfigs = page.Show(CodeSigningView.Show), NextMarker = page.NextMarker };
    }
}
