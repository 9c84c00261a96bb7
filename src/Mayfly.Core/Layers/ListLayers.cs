using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Layers;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html</summary>
internal sealed class ListLayers(LayerStore store) : IOperation<ListLayersRequest, ListLayersResponse>
{
    public ValueTask<AwsResult<ListLayersResponse>> HandleAsync(AwsIdentity caller, ListLayersRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<ListLayersResponse> Handle(AwsIdentity caller, ListLayersRequest input)
    {
        if (!PageMarker.TryRead(input.Marker, out string? after))
        {
            return PageMarker.Refusal;
        }

        LayerFilter filter = new(input.CompatibleRuntime, input.CompatibleArchitecture);
        IEnumerable<LayerVersionRecord> latest = store.Of(caller.Account, caller.Region).Select(entry => entry.Latest(filter)).OfType<LayerVersionRecord>();
        Page<LayerVersionRecord> page = Page<LayerVersionRecord>.Of(latest, new KeyOrder<LayerVersionRecord>(static version => version.Key.Name), after, input.MaxItems);
        return new ListLayersResponse { Layers = page.Show(Show), NextMarker = page.NextMarker };
    }

    private static LayersListItem Show(LayerVersionRecord latest) =>
        new() { LayerName = latest.Key.Name, LayerArn = latest.Key.Arn, LatestMatchingVersion = LayerView.ShowListed(latest) };
}
