using System.Collections.Concurrent;
using Mayfly.Core.CodeSigning;

namespace Mayfly.Core.Tests.Functions;

/// <summary>Code signing configurations that last as long as the test.</summary>
internal sealed class MemoryCodeSigningRecords : ICodeSigningRecords
{
    private readonly ConcurrentDictionary<string, CodeSigningConfigRecord> _configs = new();

    public IReadOnlyList<CodeSigningConfigRecord> Load() => [.. _configs.Values];

    public Task SaveAsync(CodeSigningConfigRecord config)
    {
        _configs[config.Arn] = config;
        return Task.CompletedTask;
    }

    public Task DeleteAsync(CodeSigningConfigRecord config)
    {
        _configs.TryRemove(config.Arn, out _);
        return Task.CompletedTask;
    }
}
