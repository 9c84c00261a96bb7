namespace Mayfly.Core.Packages;

/// <summary>A pinned folder of extracted code. Disposing lets the cache drop it when room is needed.</summary>
public sealed class CodeLease(string directory, Action release) : IDisposable
{
    private Action? _release = release;

    public string Directory { get; } = directory;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
