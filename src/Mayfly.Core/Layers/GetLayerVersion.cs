using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Layers;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html</summary>
internal sealed class GetLayerVersion(LayerVersionReads reads) : IOperation<GetLayerVersionRequest, GetLayerVersionResponse>
{
    public ValueTask<AwsResult<GetLayerVersionResponse>> HandleAsync(AwsIdentity caller, GetLayerVersionRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<GetLayerVersionResponse> Handle(AwsIdentity caller, GetLayerVersionRequest input)
    {
        AwsResult<LayerKey> target = LayerTarget.Resolve(caller, input.LayerName!);
        if (target.IsError)
        {
            return target.Error;
        }

        return input.VersionNumber < 1 ? LayerErrors.NumberTooSmall : reads.Show(caller, target.Value, input.VersionNumber!.Value);
    }
}
