using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.CodeSigning;

/// <summary>The code that the function has stays; the next is checked. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionCodeSigningConfig.html</summary>
internal sealed class PutFunctionCodeSigningConfig(CodeSigningConfigs configs, FunctionAmendments amendments)
    : IOperation<PutFunctionCodeSigningConfigRequest, PutFunctionCodeSigningConfigResponse>
{
    public async ValueTask<AwsResult<PutFunctionCodeSigningConfigResponse>> HandleAsync(
        AwsIdentity caller, PutFunctionCodeSigningConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        string arn = input.CodeSigningConfigArn!;
        AwsResult<FunctionEntry> put = await configs.BindAsync(
            caller, arn, config => amendments.AmendResourcesAsync(target.Value, entry => entry.Resources with { CodeSigningConfigArn = config.Arn }));
        return put.IsError ? put.Error : new PutFunctionCodeSigningConfigResponse { CodeSigningConfigArn = arn, FunctionName = target.Value.Name };
    }
}
