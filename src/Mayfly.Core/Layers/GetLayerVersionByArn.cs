using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Layers;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html</summary>
internal sealed class GetLayerVersionByArn(LayerVersionReads reads) : IOperation<GetLayerVersionByArnRequest, GetLayerVersionResponse>
{
    public ValueTask<AwsResult<GetLayerVersionResponse>> HandleAsync(AwsIdentity caller, GetLayerVersionByArnRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<GetLayerVersionResponse> Handle(AwsIdentity caller, GetLayerVersionByArnRequest input) =>
        LayerTarget.TryReadVersion(input.Arn!, out LayerKey key, out long version) && key.Region == caller.Region
            ? reads.Show(caller, key, version)
            : LayerErrors.NoResource;
}
