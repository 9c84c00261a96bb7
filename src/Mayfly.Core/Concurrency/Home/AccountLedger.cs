using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency.Home;

/// <summary>One account's concurrency in one region: what is set aside for functions, and who holds leases of the rest. Used by one caller at a time.</summary>
public sealed class AccountLedger
{
    /// <summary>AWS leaves at least this much to functions that have nothing of their own.</summary>
    public const int LeastUnreserved = 100;

    private readonly Dictionary<FunctionKey, int> _setAside;
    private readonly int _limit;
    private readonly LeaseLedger _unreserved;

    /// <param name="pool">The account's.</param>
    /// <param name="terms">What holds now.</param>
    /// <param name="nodes">Who may hold leases.</param>
    /// <param name="time">The clock.</param>
    public AccountLedger(LeasePool pool, ConcurrencyTerms terms, ILeaseNodes nodes, TimeProvider time)
    {
        _limit = terms.AccountLimit;
        _setAside = terms.SetAside(pool.Account, pool.Region);
        _unreserved = new LeaseLedger(pool, _limit - _setAside.Values.Sum(), Epochs.Next(time), nodes, time);
    }

    /// <summary>The account's limit without what is set aside.</summary>
    public int Unreserved => _unreserved.Limit;

    /// <summary>What must be left of a limit: AWS's minimum, or all of a limit that is smaller.</summary>
    public static int LeastOf(int limit) => Math.Min(LeastUnreserved, limit);

    public Task OpenAsync() => _unreserved.OpenAsync();

    public ValueTask<LeaseAnswer> DrawAsync(string node, LeaseRequest request) => _unreserved.DrawAsync(node, request);

    public async Task<bool> TrySetAsideAsync(FunctionKey function, int amount)
    {
        int before = _setAside.GetValueOrDefault(function);
        if (amount > before && Unreserved + before - amount < LeastOf(_limit))
        {
            return false;
        }

        // Less is set aside only when the nodes obey the function's new settings: until then its invocations may use what it had.
        if (amount > before)
        {
            await SetAsideAsync(function, amount);
        }

        return true;
    }

    public Task SetAsideAsync(FunctionKey function, int amount)
    {
        int before = _setAside.GetValueOrDefault(function);
        if (amount == 0)
        {
            _setAside.Remove(function);
        }
        else
        {
            _setAside[function] = amount;
        }

        // Also where the limit stays: what the function runs may count here from now on, and did not before.
        return _unreserved.SetLimitAsync(Unreserved + before - amount);
    }
}
