using System.Collections.Concurrent;
using System.Security.Cryptography;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Tests.Packages;

/// <summary>Packages in memory; tells how often each was opened.</summary>
internal sealed class MemoryPackageStore : IPackageStore
{
    private readonly ConcurrentDictionary<string, byte[]> _packages = new();

    public ConcurrentDictionary<string, int> Opened { get; } = new();

    /// <summary>Awaited before a package is opened: a test may hold it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Completes at the first deletion after it was last set.</summary>
    public TaskCompletionSource Deleted { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> PutAsync(ReadOnlyMemory<byte> archive, CancellationToken cancellationToken)
    {
        string packageId = Convert.ToHexStringLower(SHA256.HashData(archive.Span));
        _packages[packageId] = archive.ToArray();
        return Task.FromResult(packageId);
    }

    public async Task<Stream> OpenAsync(string packageId, CancellationToken cancellationToken)
    {
        await Gate;
        Opened.AddOrUpdate(packageId, 1, (_, count) => count + 1);
        return _packages.TryGetValue(packageId, out byte[]? archive) ? new MemoryStream(archive, writable: false) : throw new FileNotFoundException("No such package.", packageId);
    }

    public Task DeleteAsync(string packageId, CancellationToken cancellationToken)
    {
        _packages.TryRemove(packageId, out _);
        Deleted.TrySetResult();
        return Task.CompletedTask;
    }

    public IEnumerable<string> List() => _packages.Keys;
}
