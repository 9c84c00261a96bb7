using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.RuntimeManagement;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html</summary>
internal sealed class GetRuntimeManagementConfig(FunctionStore store) : IOperation<GetRuntimeManagementConfigRequest, GetRuntimeManagementConfigResponse>
{
    public ValueTask<AwsResult<GetRuntimeManagementConfigResponse>> HandleAsync(AwsIdentity caller, GetRuntimeManagementConfigRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<GetRuntimeManagementConfigResponse> Handle(AwsIdentity caller, GetRuntimeManagementConfigRequest input)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        if (!store.TryGet(target.Value.Key, out FunctionEntry? entry) || !entry.TryGetVersion(target.Value.Qualifier ?? FunctionVersions.Latest, out FunctionEntry? version))
        {
            return FunctionErrors.NotFound(target.Value.Arn);
        }

        string? pinned = version.Record.PinnedRuntimeArn;
        return new GetRuntimeManagementConfigResponse
        {
            UpdateRuntimeOn = pinned is null ? UpdateRuntimeOn.Auto : UpdateRuntimeOn.Manual,
            FunctionArn = $"{target.Value.Key.Arn}:{version.Record.Version}",
            RuntimeVersionArn = pinned,
        };
    }
}
