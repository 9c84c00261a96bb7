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

    /// <summary>Raised after any change of a function, with what was before and what is now; null where there is none.</summary>
    public event Action<FunctionEntry?, FunctionEntry?>? Changed;

    /// <inheritdoc/>
    public FunctionLookup Find(in FunctionKey key, string? qualifier) =>
        _entries.TryGetValue(key, out FunctionEntry? entry)
            ? qualifier is null or FunctionVersions.Latest ? entry.Lookup : entry.Find(qualifier)
            : new FunctionLookup(FunctionLookupOutcome.NotFound, null);

    /// <inheritdoc/>
    public bool AllowsRecursion(in FunctionKey key) => _entries.TryGetValue(key, out FunctionEntry? entry) && entry.Resources.AllowsRecursion;

    /// <summary>All functions, in no order.</summary>
    public IEnumerable<FunctionEntry> All => _entries.Values;

    public bool TryGet(FunctionKey key, [NotNullWhen(true)] out FunctionEntry? entry) => _entries.TryGetValue(key, out entry);

    /// <summary>For reading operations: also false for a qualifier that the function does not have.</summary>
    /// <param name="target">The function, and perhaps a version or an alias.</param>
    /// <param name="function">The function as a whole.</param>
    /// <param name="version">The version meant; of an alias the one that it is named for.</param>
    public bool TryGet(FunctionTarget target, [NotNullWhen(true)] out FunctionEntry? function, [NotNullWhen(true)] out FunctionEntry? version)
    {
        version = null;
        if (!_entries.TryGetValue(target.Key, out function))
        {
            return false;
        }

        string qualifier = target.Qualifier ?? FunctionVersions.Latest;
        return function.TryGetVersion(function.Alias(qualifier)?.FunctionVersion ?? qualifier, out version);
    }

    public AccountFunctions Account(string account, string region) => _accounts.GetOrAdd((account, region), _ => new AccountFunctions());

    /// <summary>Adds or replaces; what was served before and is not now is retired.</summary>
    public void Put(FunctionEntry entry)
    {
        FunctionKey key = entry.Record.Key;
        AccountFunctions account = Account(key.Account, key.Region);
        _entries.TryGetValue(key, out FunctionEntry? before);
        _entries[key] = entry;
        if (before is null)
        {
            account.Add(key.Name, entry.CodeSize);
        }
        else
        {
            account.Resize(entry.CodeSize - before.CodeSize);
        }

        Announce(before, entry);
    }

    public void Remove(FunctionEntry entry)
    {
        FunctionKey key = entry.Record.Key;
        if (_entries.TryRemove(key, out FunctionEntry? removed))
        {
            Account(key.Account, key.Region).Remove(key.Name, removed.CodeSize);
            Announce(removed, null);
        }
    }

    private void Announce(FunctionEntry? before, FunctionEntry? now)
    {
        Changed?.Invoke(before, now);
        AnnounceOne(before?.Serving, now?.Serving);
        if (before?.Published == now?.Published)
        {
            return;
        }

        foreach (FunctionEntry version in now?.Published.All ?? [])
        {
            AnnounceOne(before is not null && before.Published.TryGet(version.Record.Version, out FunctionEntry? old) ? old.Serving : null, version.Serving);
        }

        foreach (FunctionEntry version in before?.Published.All ?? [])
        {
            if (now?.Has(version.Record.Version) != true)
            {
                AnnounceOne(version.Serving, null);
            }
        }
    }

    private void AnnounceOne(FunctionVersion? before, FunctionVersion? now)
    {
        if (before?.Generation == now?.Generation)
        {
            return;
        }

        if (now is not null)
        {
            Served?.Invoke(now);
        }

        if (before is not null)
        {
            Retired?.Invoke(before);
        }
    }
}
