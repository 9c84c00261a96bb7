using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Policies;

namespace Mayfly.Core.Layers;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_RemoveLayerVersionPermission.html</summary>
internal sealed class RemoveLayerVersionPermission(LayerChanges changes) : IOperation<RemoveLayerVersionPermissionRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, RemoveLayerVersionPermissionRequest input, CancellationToken cancellationToken)
    {
        AwsResult<LayerKey> target = LayerTarget.ResolveOwn(caller, input.LayerName!, nameof(RemoveLayerVersionPermission));
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<LayerVersionRecord> changed = await changes.ChangeAsync(target.Value, input.VersionNumber!.Value, version => Remove(version, input));
        return changed.IsError ? changed.Error : NoOutput.Instance;
    }

    private static AwsResult<LayerVersionRecord> Remove(LayerVersionRecord version, RemoveLayerVersionPermissionRequest input)
    {
        if (version.Policy is not { } policy)
        {
            return PolicyErrors.NoPolicy;
        }

        string[] left = [.. policy.Statements.Where(statement => PolicyJson.Sid(statement) != input.StatementId)];
        if (left.Length == policy.Statements.Count)
        {
            return PolicyErrors.NoStatement(input.StatementId!);
        }

        if (input.RevisionId is not null && input.RevisionId != policy.RevisionId)
        {
            return LayerErrors.WrongRevision;
        }

        return version with { Policy = left.Length == 0 ? null : policy with { Statements = left, RevisionId = Guid.NewGuid().ToString() } };
    }
}
