using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Policies;

/// <summary>Takes a whole policy away.</summary>
internal sealed class DeleteResourcePolicy(FunctionAmendments amendments) : IOperation<DeleteResourcePolicyRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, DeleteResourcePolicyRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = PolicyTarget.Resolve(caller, input.ResourceArn!);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<FunctionEntry> deleted = await amendments.AmendAsync(
            target.Value.Key, entry => Delete(entry, target.Value.Qualifier, input.RevisionId), missing: PolicyErrors.NoResource);
        return deleted.IsError ? deleted.Error : NoOutput.Instance;
    }

    private static AwsResult<FunctionEntry> Delete(FunctionEntry entry, string? qualifier, string? revisionId)
    {
        if (entry.Policy(qualifier) is not { } policy)
        {
            return PolicyErrors.NoResource;
        }

        return entry.IsLatestRevision(qualifier, revisionId)
            ? entry.With(policy with { Statements = [], RevisionId = Guid.NewGuid().ToString() })
            : PolicyErrors.WrongPolicyRevision;
    }
}
