using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.CodeSigning;

/// <summary>A function without one gets an empty answer, as recorded. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html</summary>
internal sealed class GetFunctionCodeSigningConfig(FunctionStore store) : IOperation<GetFunctionCodeSigningConfigRequest, GetFunctionCodeSigningConfigResponse>
{
    public ValueTask<AwsResult<GetFunctionCodeSigningConfigResponse>> HandleAsync(
        AwsIdentity caller, GetFunctionCodeSigningConfigRequest input, CancellationToken cancellationToken) => ValueTask.FromResult(Handle(caller, input));

    private AwsResult<GetFunctionCodeSigningConfigResponse> Handle(AwsIdentity caller, GetFunctionCodeSigningConfigRequest input)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        if (!store.TryGet(target.Value, out FunctionEntry? entry))
        {
            return FunctionErrors.NotFound(target.Value.Arn);
        }

        return entry.Resources.CodeSigningConfigArn is { } arn
            ? new GetFunctionCodeSigningConfigResponse { CodeSigningConfigArn = arn, FunctionName = target.Value.Name }
            : new GetFunctionCodeSigningConfigResponse();
    }
}
