using System.Collections.Concurrent;
using Mayfly.Core.Layers;

namespace Mayfly.Core.Tests.Layers;

/// <summary>Layers in memory.</summary>
internal sealed class MemoryLayerRecords : ILayerRecords
{
    private readonly ConcurrentDictionary<(LayerKey Layer, long Version), LayerVersionRecord> _saved = new();

    public IReadOnlyList<LayerRecord> Load() =>
        [.. _saved.Values.GroupBy(static version => version.Key).Select(static layer => new LayerRecord(layer.Key, layer.Max(static version => version.Version), [.. layer]))];

    public Task SaveAsync(LayerVersionRecord version)
    {
        _saved[(version.Key, version.Version)] = version;
        return Task.CompletedTask;
    }

    public Task DeleteAsync(LayerKey key, long version)
    {
        _saved.TryRemove((key, version), out _);
        return Task.CompletedTask;
    }
}
