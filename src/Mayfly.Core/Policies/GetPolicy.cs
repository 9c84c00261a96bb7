using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Policies;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html</summary>
internal sealed class GetPolicy(FunctionStore store) : IOperation<GetPolicyRequest, GetPolicyResponse>
{
    public ValueTask<AwsResult<GetPolicyResponse>> HandleAsync(AwsIdentity caller, GetPolicyRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<GetPolicyResponse> Handle(AwsIdentity caller, GetPolicyRequest input)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        return store.TryGet(target.Value.Key, out FunctionEntry? entry) && entry.Policy(target.Value.Qualifier) is { } policy
            ? new GetPolicyResponse { Policy = PolicyJson.Document(policy), RevisionId = policy.RevisionId }
            : PolicyErrors.NoResource;
    }
}
