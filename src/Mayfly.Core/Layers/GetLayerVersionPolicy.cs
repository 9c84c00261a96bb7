using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Policies;

namespace Mayfly.Core.Layers;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html</summary>
internal sealed class GetLayerVersionPolicy(LayerStore store) : IOperation<GetLayerVersionPolicyRequest, GetLayerVersionPolicyResponse>
{
    public ValueTask<AwsResult<GetLayerVersionPolicyResponse>> HandleAsync(AwsIdentity caller, GetLayerVersionPolicyRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<GetLayerVersionPolicyResponse> Handle(AwsIdentity caller, GetLayerVersionPolicyRequest input)
    {
        AwsResult<LayerKey> target = LayerTarget.ResolveOwn(caller, input.LayerName!, nameof(GetLayerVersionPolicy));
        if (target.IsError)
        {
            return target.Error;
        }

        if (!store.TryGet(target.Value, input.VersionNumber!.Value, out LayerVersionRecord? version))
        {
            return LayerErrors.NoVersion($"{target.Value.Arn}:{input.VersionNumber}");
        }

        return version.Policy is { } policy
            ? new GetLayerVersionPolicyResponse { Policy = PolicyJson.Document(policy), RevisionId = policy.RevisionId }
            : PolicyErrors.NoPolicy;
    }
}
