using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Layers;

/// <summary>Finds a version for those who may read it.</summary>
internal sealed class LayerVersionReads(LayerStore store, LayerView view)
{
    public AwsResult<GetLayerVersionResponse> Show(AwsIdentity caller, LayerKey key, long version)
    {
        bool found = store.TryGet(key, version, out LayerVersionRecord? record);
        if (key.Account != caller.Account && (!found || !LayerSharing.Allows(record!, caller)))
        {
            return LayerErrors.NotShared(caller, nameof(GetLayerVersion), $"{key.Arn}:{version}");
        }

        return found ? view.Show(record!) : LayerErrors.NoResource;
    }
}
