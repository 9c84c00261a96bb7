using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.FunctionUrls;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html</summary>
internal sealed class GetFunctionUrlConfig(FunctionStore store, PublicAddress address) : IOperation<GetFunctionUrlConfigRequest, GetFunctionUrlConfigResponse>
{
    public ValueTask<AwsResult<GetFunctionUrlConfigResponse>> HandleAsync(AwsIdentity caller, GetFunctionUrlConfigRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<GetFunctionUrlConfigResponse> Handle(AwsIdentity caller, GetFunctionUrlConfigRequest input)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        if (!store.TryGet(target.Value.Key, out FunctionEntry? entry) || entry.Url(target.Value.Qualifier) is not { } url)
        {
            return FunctionUrlConfigs.NoResource;
        }

        FunctionUrlConfig shown = FunctionUrlConfigs.Show(target.Value.Key, url, address);
        return new GetFunctionUrlConfigResponse
        {
            FunctionUrl = shown.FunctionUrl,
            FunctionArn = shown.FunctionArn,
            AuthType = shown.AuthType,
            Cors = shown.Cors,
            CreationTime = shown.CreationTime,
            LastModifiedTime = shown.LastModifiedTime,
            InvokeMode = shown.InvokeMode,
        };
    }
}
