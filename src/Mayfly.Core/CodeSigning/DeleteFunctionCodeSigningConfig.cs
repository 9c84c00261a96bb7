using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.CodeSigning;

/// <summary>As on AWS, also from a function that has none. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionCodeSigningConfig.html</summary>
internal sealed class DeleteFunctionCodeSigningConfig(FunctionAmendments amendments) : IOperation<DeleteFunctionCodeSigningConfigRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, DeleteFunctionCodeSigningConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<FunctionEntry> deleted = await amendments.AmendResourcesAsync(
            target.Value, static entry => entry.Resources.CodeSigningConfigArn is null ? entry.Resources : entry.Resources with { CodeSigningConfigArn = null });
        return deleted.IsError ? deleted.Error : NoOutput.Instance;
    }
}
