using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Policies;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html</summary>
internal sealed class AddPermission(FunctionAmendments amendments) : IOperation<AddPermissionRequest, AddPermissionResponse>
{
    public async ValueTask<AwsResult<AddPermissionResponse>> HandleAsync(AwsIdentity caller, AddPermissionRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        if (target.Value.Qualifier == FunctionVersions.Latest)
        {
            return FunctionErrors.Invalid("We currently do not support adding policies for $LATEST.");
        }

        string statement = PolicyJson.Statement(input, target.Value.Arn);
        AwsResult<FunctionEntry> added = await amendments.AmendAsync(target.Value.Key, entry => Add(entry, target.Value.Qualifier, input, statement));
        return added.IsError ? added.Error : new AddPermissionResponse { Statement = statement };
    }

    private static AwsResult<FunctionEntry> Add(FunctionEntry entry, string? qualifier, AddPermissionRequest input, string statement)
    {
        if (Qualifiers.Missing(entry, qualifier) is { } missing)
        {
            return missing;
        }

        PolicyRecord? policy = entry.Policy(qualifier);
        if (!entry.IsLatestRevision(qualifier, input.RevisionId))
        {
            return policy is null ? PolicyErrors.WrongPolicyRevision : FunctionErrors.WrongRevision();
        }

        if (!PolicyRules.IsPrincipal(input.Principal!))
        {
            return FunctionErrors.Invalid("The provided principal was invalid. Please check the principal and try again.");
        }

        if (policy?.Statements.Any(one => PolicyJson.Sid(one) == input.StatementId) == true)
        {
            return PolicyErrors.StatementExists(input.StatementId!);
        }

        string revision = Guid.NewGuid().ToString();
        return entry.With(policy is null
            ? new PolicyRecord { Qualifier = qualifier ?? FunctionVersions.Latest, Statements = [statement], RevisionId = revision }
            : policy with { Statements = [.. policy.Statements, statement], RevisionId = revision });
    }
}
