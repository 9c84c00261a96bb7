namespace Mayfly.Core.Functions;

/// <summary>Lets one change of a function happen at a time. Functions share gates by hash: two may now and then wait for each other's disk write, which is harmless.</summary>
internal sealed class FunctionGates : IDisposable
{
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Enters; disposing the answer leaves.</summary>
    public async Task<Pass> EnterAsync(FunctionKey key)
    {
        SemaphoreSlim gate = _gates[(uint)key.GetHashCode() % (uint)_gates.Length];
        await gate.WaitAsync();
        return new Pass(gate);
    }

    public void Dispose()
    {
        foreach (SemaphoreSlim gate in _gates)
        {
            gate.Dispose();
        }
    }

    internal readonly struct Pass(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
