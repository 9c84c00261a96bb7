using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Recursion;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html</summary>
internal sealed class PutFunctionRecursionConfig(FunctionAmendments amendments) : IOperation<PutFunctionRecursionConfigRequest, PutFunctionRecursionConfigResponse>
{
    public async ValueTask<AwsResult<PutFunctionRecursionConfigResponse>> HandleAsync(
        AwsIdentity caller, PutFunctionRecursionConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<FunctionEntry> put = await amendments.AmendResourcesAsync(
            target.Value, entry => entry.Resources with { AllowsRecursion = input.RecursiveLoop == RecursiveLoop.Allow });
        return put.IsError ? put.Error : new PutFunctionRecursionConfigResponse { RecursiveLoop = input.RecursiveLoop };
    }
}
