using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.FunctionUrls;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html</summary>
internal sealed class UpdateFunctionUrlConfig(FunctionAmendments amendments, PublicAddress address, TimeProvider time)
    : IOperation<UpdateFunctionUrlConfigRequest, UpdateFunctionUrlConfigResponse>
{
    public async ValueTask<AwsResult<UpdateFunctionUrlConfigResponse>> HandleAsync(AwsIdentity caller, UpdateFunctionUrlConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<FunctionEntry> updated = await amendments.AmendResourcesAsync(
            target.Value.Key, entry => Change(entry, target.Value.Qualifier, input), missing: FunctionUrlConfigs.NoFunction);
        if (updated.IsError)
        {
            return updated.Error;
        }

        FunctionUrlConfig shown = FunctionUrlConfigs.Show(target.Value.Key, updated.Value.Url(target.Value.Qualifier)!, address);
        return new UpdateFunctionUrlConfigResponse
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

    private AwsResult<FunctionResources> Change(FunctionEntry entry, string? qualifier, UpdateFunctionUrlConfigRequest input)
    {
        if (qualifier is not null && entry.Alias(qualifier) is null)
        {
            return FunctionUrlConfigs.NoFunction;
        }

        return entry.Url(qualifier) is { } url
            ? entry.Resources.With(url with
            {
                AuthType = input.AuthType?.Value ?? url.AuthType,
                Cors = input.Cors ?? url.Cors,
                InvokeMode = input.InvokeMode?.Value ?? url.InvokeMode,
                LastModified = time.GetUtcNow(),
            })
            : FunctionUrlConfigs.NoResource;
    }
}
