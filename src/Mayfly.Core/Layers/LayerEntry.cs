using System.Collections.Immutable;

namespace Mayfly.Core.Layers;

/// <summary>What is known of a layer right now. Immutable: a change replaces it in <see cref="LayerStore"/>.</summary>
internal sealed record LayerEntry(LayerKey Key, long LastVersion, ImmutableSortedDictionary<long, LayerVersionRecord> Versions)
{
    /// <summary>The newest version that runs where the caller says; null when none does.</summary>
    public LayerVersionRecord? Latest(LayerFilter filter) => Versions.Values.LastOrDefault(filter.Takes);

    public LayerEntry With(LayerVersionRecord version) =>
        this with { LastVersion = Math.Max(LastVersion, version.Version), Versions = Versions.SetItem(version.Version, version) };

    public LayerEntry Without(long version) => this with { Versions = Versions.Remove(version) };
}
