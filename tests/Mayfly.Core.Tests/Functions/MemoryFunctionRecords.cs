using System.Collections.Concurrent;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Tests.Functions;

/// <summary>Records in memory.</summary>
internal sealed class MemoryFunctionRecords : IFunctionRecords
{
    public ConcurrentDictionary<FunctionKey, FunctionRecord> Saved { get; } = new();

    public IReadOnlyList<FunctionRecord> Load() => [.. Saved.Values];

    public Task SaveAsync(FunctionRecord record)
    {
        Saved[record.Key] = record;
        return Task.CompletedTask;
    }

    public Task DeleteAsync(FunctionKey key)
    {
        Saved.TryRemove(key, out _);
        return Task.CompletedTask;
    }
}
