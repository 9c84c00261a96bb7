using Mayfly.Core.Environments;

namespace Mayfly.Core.Concurrency;

/// <summary>The environments that one generation of a function has ready, as the leases see them.</summary>
internal sealed class ProvisionedSlots(EnvironmentPool pool)
{
    private int _allocated;
    private int _running;
    private volatile string? _failure;

    /// <summary>Where the environments are.</summary>
    public EnvironmentPool Pool => pool;

    /// <summary>Environments that are initialised and alive.</summary>
    public int Allocated => Volatile.Read(ref _allocated);

    /// <summary>Invocations that run in them.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Why no more environments are being made ready; null when all is well.</summary>
    public string? Failure
    {
        get => _failure;
        set => _failure = value;
    }

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _running) <= Allocated)
        {
            return true;
        }

        Interlocked.Decrement(ref _running);
        return false;
    }

    public void Give() => Interlocked.Decrement(ref _running);

    public void Add() => Interlocked.Increment(ref _allocated);

    public void Remove() => Interlocked.Decrement(ref _allocated);
}
