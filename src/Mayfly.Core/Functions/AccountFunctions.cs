using System.Collections.Immutable;

namespace Mayfly.Core.Functions;

/// <summary>The functions of one account in one region, in the order in which they are listed, and how much code they have.</summary>
internal sealed class AccountFunctions
{
    private readonly Lock _lock = new();
    private volatile ImmutableSortedSet<string> _names = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
    private long _codeSize;

    /// <summary>A snapshot, sorted.</summary>
    public ImmutableSortedSet<string> Names => _names;

    /// <summary>Zipped bytes of all functions; AWS counts what several functions share as often as it is used.</summary>
    public long CodeSize => Interlocked.Read(ref _codeSize);

    public void Add(string name, long codeSize)
    {
        lock (_lock)
        {
            _names = _names.Add(name);
            Interlocked.Add(ref _codeSize, codeSize);
        }
    }

    public void Remove(string name, long codeSize)
    {
        lock (_lock)
        {
            _names = _names.Remove(name);
            Interlocked.Add(ref _codeSize, -codeSize);
        }
    }

    public void Resize(long difference) => Interlocked.Add(ref _codeSize, difference);
}
