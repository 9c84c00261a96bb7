using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>One account's concurrency in one region: what is set aside for functions, and how much of the rest is in use.</summary>
internal sealed class AccountConcurrency(int limit)
{
    /// <summary>AWS leaves at least this much to functions that have nothing of their own.</summary>
    public const int LeastUnreserved = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<FunctionKey, int> _setAside = [];
    private volatile int _unreserved = limit;

    /// <summary>Invocations that run out of the unreserved rest.</summary>
    public int Running;

    /// <summary>The account's limit without what is set aside.</summary>
    public int Unreserved => _unreserved;

    /// <summary>What must be left: AWS's minimum, or all of a limit that is smaller.</summary>
    public int Least { get; } = Math.Min(LeastUnreserved, limit);

    public bool TrySetAside(FunctionKey function, int amount)
    {
        lock (_gate)
        {
            int left = _unreserved + _setAside.GetValueOrDefault(function) - amount;
            if (amount > _setAside.GetValueOrDefault(function) && left < Least)
            {
                return false;
            }

            Set(function, amount);
            return true;
        }
    }

    /// <summary>As was decided before: at a start, or when a change could not be kept.</summary>
    public void SetAside(FunctionKey function, int amount)
    {
        lock (_gate)
        {
            Set(function, amount);
        }
    }

    private void Set(FunctionKey function, int amount)
    {
        _unreserved += _setAside.GetValueOrDefault(function) - amount;
        if (amount == 0)
        {
            _setAside.Remove(function);
        }
        else
        {
            _setAside[function] = amount;
        }
    }
}
