using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Policies;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html</summary>
internal sealed class RemovePermission(FunctionAmendments amendments) : IOperation<RemovePermissionRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, RemovePermissionRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        FunctionKey key = target.Value.Key;
        AwsResult<FunctionEntry> removed = await amendments.AmendAsync(
            key, entry => Remove(entry, target.Value.Qualifier, input), missing: PolicyErrors.NoPolicyFor(key));
        return removed.IsError ? removed.Error : NoOutput.Instance;
    }

    private static AwsResult<FunctionEntry> Remove(FunctionEntry entry, string? qualifier, RemovePermissionRequest input)
    {
        if (Qualifiers.Missing(entry, qualifier) is { } missing)
        {
            return missing;
        }

        if (entry.Policy(qualifier) is not { } policy)
        {
            return PolicyErrors.NoPolicy;
        }

        string[] left = [.. policy.Statements.Where(statement => PolicyJson.Sid(statement) != input.StatementId)];
        if (left.Length == policy.Statements.Count)
        {
            return PolicyErrors.NoStatement(input.StatementId!);
        }

        return entry.IsLatestRevision(qualifier, input.RevisionId)
            ? entry.With(policy with { Statements = left, RevisionId = Guid.NewGuid().ToString() })
            : FunctionErrors.WrongRevision();
    }
}
