using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Policies;

/// <summary>The policy of the function, version or alias that an ARN names.</summary>
internal sealed class GetResourcePolicy(FunctionStore store) : IOperation<GetResourcePolicyRequest, GetResourcePolicyResponse>
{
    public ValueTask<AwsResult<GetResourcePolicyResponse>> HandleAsync(AwsIdentity caller, GetResourcePolicyRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<GetResourcePolicyResponse> Handle(AwsIdentity caller, GetResourcePolicyRequest input)
    {
        AwsResult<FunctionTarget> target = PolicyTarget.Resolve(caller, input.ResourceArn!);
        if (target.IsError)
        {
            return target.Error;
        }

        return store.TryGet(target.Value.Key, out FunctionEntry? entry) && entry.Policy(target.Value.Qualifier) is { } policy
            ? new GetResourcePolicyResponse { Policy = PolicyJson.Document(policy), RevisionId = policy.RevisionId }
            : PolicyErrors.NoResource;
    }
}
