using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Mayfly.Core.Layers;

/// <summary>All layers, in memory. Entries are immutable and replaced whole; writers are kept apart by <see cref="LayerChanges"/>.</summary>
internal sealed class LayerStore
{
    private readonly ConcurrentDictionary<LayerKey, LayerEntry> _entries = new();

    public LayerEntry Get(LayerKey key) =>
        _entries.TryGetValue(key, out LayerEntry? entry) ? entry : new LayerEntry(key, 0, ImmutableSortedDictionary<long, LayerVersionRecord>.Empty);

    public bool TryGet(LayerKey key, long version, [NotNullWhen(true)] out LayerVersionRecord? record) => Get(key).Versions.TryGetValue(version, out record);

    /// <summary>An account's layers in a region, by name.</summary>
    public IEnumerable<LayerEntry> Of(string account, string region) =>
        _entries.Values.Where(entry => entry.Key.Account == account && entry.Key.Region == region).OrderBy(static entry => entry.Key.Name, StringComparer.Ordinal);

    public void Put(LayerEntry entry) => _entries[entry.Key] = entry;
}
