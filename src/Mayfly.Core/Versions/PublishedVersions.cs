using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>A function's published versions, in the order in which they are listed. Immutable: a change makes another.</summary>
internal sealed class PublishedVersions
{
    public static readonly PublishedVersions None = new(ImmutableSortedDictionary.Create<string, FunctionEntry>(VersionOrder.Instance));

    private readonly ImmutableSortedDictionary<string, FunctionEntry> _entries;

    private PublishedVersions(ImmutableSortedDictionary<string, FunctionEntry> entries)
    {
        _entries = entries;
        CodeSize = entries.Values.Sum(static entry => entry.Record.Package.ZippedSize);
    }

    /// <summary>Zipped bytes of all versions together; AWS counts each, also where they share their code.</summary>
    public long CodeSize { get; }

    public int Count => _entries.Count;

    public IEnumerable<FunctionEntry> All => _entries.Values;

    public bool TryGet(string version, [NotNullWhen(true)] out FunctionEntry? entry) => _entries.TryGetValue(version, out entry);

    public PublishedVersions With(FunctionEntry entry) => new(_entries.SetItem(entry.Record.Version, entry));

    public PublishedVersions Without(string version) => new(_entries.Remove(version));
}
