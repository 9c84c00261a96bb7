using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Layers;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html</summary>
internal sealed class DeleteLayerVersion(LayerChanges changes) : IOperation<DeleteLayerVersionRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, DeleteLayerVersionRequest input, CancellationToken cancellationToken)
    {
        AwsResult<LayerKey> target = LayerTarget.ResolveOwn(caller, input.LayerName!, nameof(DeleteLayerVersion));
        if (target.IsError)
        {
            return target.Error;
        }

        if (input.VersionNumber < 1)
        {
            return LayerErrors.NumberTooSmall;
        }

        await changes.DeleteAsync(target.Value, input.VersionNumber!.Value);
        return NoOutput.Instance;
    }
}
