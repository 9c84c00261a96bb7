namespace Mayfly.Sandbox.Launching;

/// <summary>Disposes what a launch opened, except what it passes on when it succeeds.</summary>
internal sealed class ScopedHandles : IDisposable
{
    private readonly List<IDisposable> _kept = [];

    public T Keep<T>(T handle)
        where T : IDisposable
    {
        _kept.Add(handle);
        return handle;
    }

    public (T First, T Second) Keep<T>((T First, T Second) pair)
        where T : IDisposable => (Keep(pair.First), Keep(pair.Second));

    public void Release(params ReadOnlySpan<IDisposable> handles)
    {
        foreach (IDisposable handle in handles)
        {
            _kept.Remove(handle);
        }
    }

    public void Dispose() => _kept.ForEach(handle => handle.Dispose());
}
