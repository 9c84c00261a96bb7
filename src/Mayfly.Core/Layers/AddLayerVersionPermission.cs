using System.Text;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Policies;

namespace Mayfly.Core.Layers;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html</summary>
internal sealed class AddLayerVersionPermission(LayerChanges changes) : IOperation<AddLayerVersionPermissionRequest, AddLayerVersionPermissionResponse>
{
    public async ValueTask<AwsResult<AddLayerVersionPermissionResponse>> HandleAsync(AwsIdentity caller, AddLayerVersionPermissionRequest input, CancellationToken cancellationToken)
    {
        AwsResult<LayerKey> target = LayerTarget.ResolveOwn(caller, input.LayerName!, nameof(AddLayerVersionPermission));
        if (target.IsError)
        {
            return target.Error;
        }

        if (input.OrganizationId is not null && input.Principal != "*")
        {
            return FunctionErrors.Invalid("OrganizationId can only be given together with the principal *.");
        }

        string statement = PolicyJson.Statement(
            new AddPermissionRequest { StatementId = input.StatementId, Action = input.Action, Principal = input.Principal, PrincipalOrgID = input.OrganizationId },
            $"{target.Value.Arn}:{input.VersionNumber}");
        AwsResult<LayerVersionRecord> changed = await changes.ChangeAsync(target.Value, input.VersionNumber!.Value, version => Add(version, input, statement));
        return changed.IsError ? changed.Error : new AddLayerVersionPermissionResponse { Statement = statement, RevisionId = changed.Value.Policy!.RevisionId };
    }

    private static AwsResult<LayerVersionRecord> Add(LayerVersionRecord version, AddLayerVersionPermissionRequest input, string statement)
    {
        IReadOnlyList<string> statements = version.Policy?.Statements ?? [];
        if (statements.Any(one => PolicyJson.Sid(one) == input.StatementId))
        {
            return PolicyErrors.StatementExists(input.StatementId!);
        }

        if (input.RevisionId is not null && input.RevisionId != version.Policy?.RevisionId)
        {
            return LayerErrors.WrongRevision;
        }

        PolicyRecord policy = new() { Qualifier = FunctionVersions.Latest, Statements = [.. statements, statement], RevisionId = Guid.NewGuid().ToString() };
        int bytes = Encoding.UTF8.GetByteCount(PolicyJson.Document(policy));
        return bytes > PolicyRules.LargestPolicy ? PolicyErrors.TooLong(bytes) : version with { Policy = policy };
    }
}
