using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Recursion;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html</summary>
internal sealed class GetFunctionRecursionConfig(FunctionStore store) : IOperation<GetFunctionRecursionConfigRequest, GetFunctionRecursionConfigResponse>
{
    public ValueTask<AwsResult<GetFunctionRecursionConfigResponse>> HandleAsync(AwsIdentity caller, GetFunctionRecursionConfigRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<GetFunctionRecursionConfigResponse> Handle(AwsIdentity caller, GetFunctionRecursionConfigRequest input)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        return store.TryGet(target.Value, out FunctionEntry? entry)
            ? new GetFunctionRecursionConfigResponse { RecursiveLoop = entry.Resources.AllowsRecursion ? RecursiveLoop.Allow : RecursiveLoop.Terminate }
            : FunctionErrors.NotFound(target.Value.Arn);
    }
}
