using System.Globalization;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Layers;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html</summary>
internal sealed class ListLayerVersions(LayerStore store) : IOperation<ListLayerVersionsRequest, ListLayerVersionsResponse>
{
    private static readonly Comparer<string> NewestFirst = Comparer<string>.Create(static (left, right) => string.CompareOrdinal(right, left));

    public ValueTask<AwsResult<ListLayerVersionsResponse>> HandleAsync(AwsIdentity caller, ListLayerVersionsRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<ListLayerVersionsResponse> Handle(AwsIdentity caller, ListLayerVersionsRequest input)
    {
        AwsResult<LayerKey> target = LayerTarget.ResolveOwn(caller, input.LayerName!, nameof(ListLayerVersions));
        if (target.IsError)
        {
            return target.Error;
        }

        if (!PageMarker.TryRead(input.Marker, out string? after))
        {
            return PageMarker.Refusal;
        }

        LayerFilter filter = new(input.CompatibleRuntime, input.CompatibleArchitecture);
        IEnumerable<LayerVersionRecord> versions = store.Get(target.Value).Versions.Values.Where(filter.Takes).Reverse();
        Page<LayerVersionRecord> page = Page<LayerVersionRecord>.Of(versions, new KeyOrder<LayerVersionRecord>(KeyOf, NewestFirst), after, input.MaxItems);
        return new ListLayerVersionsResponse { LayerVersions = page.Show(LayerView.ShowListed), NextMarker = page.NextMarker };
    }

    /// <summary>As many digits each, so that their order as text is their order.</summary>
    private static string KeyOf(LayerVersionRecord version) => version.Version.ToString("D19", CultureInfo.InvariantCulture);
}
