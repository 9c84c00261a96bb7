using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.EventInvoke;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html</summary>
internal sealed class DeleteFunctionEventInvokeConfig(FunctionAmendments amendments) : IOperation<DeleteFunctionEventInvokeConfigRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, DeleteFunctionEventInvokeConfigRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsError none = EventInvokeErrors.NoConfig(target.Value);
        AwsResult<FunctionEntry> deleted = await amendments.AmendResourcesAsync(
            target.Value.Key,
            entry => entry.EventInvoke(target.Value.Qualifier) is { } config
                ? entry.Resources with { EventInvokes = [.. entry.Resources.EventInvokes.Where(one => one != config)] }
                : none,
            missing: none);
        return deleted.IsError ? deleted.Error : NoOutput.Instance;
    }
}
