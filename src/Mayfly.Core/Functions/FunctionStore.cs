using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Mayfly.Core.Functions;

/// <summary>
/// All functions, in memory. Each function's entry is immutable and replaced whole, so readers never lock and never see half a change; a change of
/// one function costs the same with ten thousand others as with ten. Writers of one function are kept apart by <see cref="FunctionLifecycle"/>.
/// </summary>
internal sealed class FunctionStore : IFunctionCatalog
{
    private readonly ConcurrentDictionary<FunctionKey, FunctionEntry> _entries = new();
    private readonly ConcurrentDictionary<(string Account, string Region), AccountFunctions> _accounts = new();

    /// <inheritdoc/>
    public event Action<FunctionVersion>? Served;

    /// <inheritdoc/>
    public event Action<FunctionVersion>? Retired;

    /// <inheritdoc/>
    public FunctionLookup Find(in FunctionKey key, string? qualifier) =>
        qualifier is null or FunctionVersions.Latest && _entries.TryGetValue(key, out FunctionEntry? entry)
            ? entry.Lookup
            : new FunctionLookup(FunctionLookupOutcome.NotFound, null);

    public bool TryGet(FunctionKey key, [NotNullWhen(true)] out FunctionEntry? entry) => _entries.TryGetValue(key, out entry);

    /// <summary>For reading operations: also false for a qualifier that the function does not have.</summary>
    public bool TryGet(FunctionTarget target, [NotNullWhen(true)] out FunctionEntry? entry)
    {
        entry = null;
        return target.Qualifier is null or FunctionVersions.Latest && _entries.TryGetValue(target.Key, out entry);
    }

    public AccountFunctions Account(string account, string region) => _accounts.GetOrAdd((account, region), _ => new AccountFunctions());

    /// <summary>Adds or replaces; the version that was served before, if another is now, is retired.</summary>
    public void Put(FunctionEntry entry)
    {
        FunctionKey key = entry.Record.Key;
        AccountFunctions account = Account(key.Account, key.Region);
        _entries.TryGetValue(key, out FunctionEntry? before);
        _entries[key] = entry;
        if (before is null)
        {
            account.Add(key.Name, entry.Record.Package.ZippedSize);
        }
        else
        {
            account.Resize(entry.Record.Package.ZippedSize - before.Record.Package.ZippedSize);
        }

        if (entry.Serving is { } serving && serving.Generation != before?.Serving?.Generation)
        {
            Served?.Invoke(serving);
        }

        if (before?.Serving is { } old && old.Generation != entry.Serving?.Generation)
        {
            Retired?.Invoke(old);
        }
    }

    public void Remove(FunctionEntry entry)
    {
        FunctionKey key = entry.Record.Key;
        if (_entries.TryRemove(key, out FunctionEntry? removed))
        {
            Account(key.Account, key.Region).Remove(key.Name, removed.Record.Package.ZippedSize);
            if (removed.Serving is { } old)
            {
                Retired?.Invoke(old);
            }
        }
    }
}
