using System.Collections.Concurrent;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Tests.Functions;

/// <summary>Records in memory.</summary>
internal sealed class MemoryFunctionRecords : IFunctionRecords
{
    public ConcurrentDictionary<FunctionKey, FunctionRecord> Saved { get; } = new();

    public ConcurrentDictionary<(FunctionKey, string), FunctionRecord> Versions { get; } = new();

    public ConcurrentDictionary<FunctionKey, FunctionResources> Resources { get; } = new();

    public IReadOnlyList<FunctionRecord> Load() => [.. Saved.Values, .. Versions.Values];

    public IReadOnlyList<FunctionResources> LoadResources() => [.. Resources.Values];

    public Task ApplyAsync(FunctionChange change)
    {
        foreach (FunctionRecord record in change.Saved)
        {
            if (record.IsLatest)
            {
                Saved[record.Key] = record;
            }
            else
            {
                Versions[(record.Key, record.Version)] = record;
            }
        }

        foreach (string version in change.DeletedVersions)
        {
            Versions.TryRemove((change.Key, version), out _);
        }

        if (change.Resources is { } resources)
        {
            Resources[change.Key] = resources;
        }

        return Task.CompletedTask;
    }

    public Task DeleteAsync(FunctionKey key)
    {
        Saved.TryRemove(key, out _);
        Resources.TryRemove(key, out _);
        foreach ((FunctionKey, string) version in Versions.Keys.Where(version => version.Item1 == key))
        {
            Versions.TryRemove(version, out _);
        }

        return Task.CompletedTask;
    }
}
