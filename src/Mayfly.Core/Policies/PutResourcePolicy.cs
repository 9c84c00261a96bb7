using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Policies;

/// <summary>Puts a whole policy in place of what AddPermission and earlier calls have made of it.</summary>
internal sealed class PutResourcePolicy(FunctionAmendments amendments) : IOperation<PutResourcePolicyRequest, PutResourcePolicyResponse>
{
    public async ValueTask<AwsResult<PutResourcePolicyResponse>> HandleAsync(AwsIdentity caller, PutResourcePolicyRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = PolicyTarget.Resolve(caller, input.ResourceArn!);
        if (target.IsError)
        {
            return target.Error;
        }

        string? qualifier = target.Value.Qualifier;
        AwsResult<PolicyRecord> policy = PolicyJson.Read(input.Policy!, qualifier ?? FunctionVersions.Latest, target.Value.Arn);
        if (policy.IsError)
        {
            return policy.Error;
        }

        AwsResult<FunctionEntry> put = await amendments.AmendAsync(target.Value.Key, entry => Put(entry, qualifier, input, policy.Value));
        return put.IsError
            ? put.Error
            : new PutResourcePolicyResponse { Policy = PolicyJson.Document(policy.Value), RevisionId = policy.Value.RevisionId };
    }

    private static AwsResult<FunctionEntry> Put(FunctionEntry entry, string? qualifier, PutResourcePolicyRequest input, PolicyRecord policy)
    {
        if (Qualifiers.Missing(entry, qualifier) is { } missing)
        {
            return missing;
        }

        return entry.IsLatestRevision(qualifier, input.RevisionId) ? entry.With(policy) : PolicyErrors.WrongPolicyRevision;
    }
}
