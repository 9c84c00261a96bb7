using System.Collections.Concurrent;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Concurrency;

/// <summary>
/// Who may run now: counts the invocations of each function and of each account in a region against what is reserved, provisioned and left. What is
/// reserved follows the functions in <see cref="FunctionStore"/>. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
/// </summary>
public sealed class ConcurrencyLeases
{
    private readonly ConcurrentDictionary<(string Account, string Region), AccountConcurrency> _accounts = new();
    private readonly ConcurrentDictionary<FunctionKey, FunctionConcurrency> _functions = new();
    private readonly int _limit;

    internal ConcurrencyLeases(FunctionStore store, IOptions<InvocationOptions> options)
    {
        _limit = options.Value.AccountConcurrency;
        foreach (FunctionEntry entry in store.All)
        {
            Follow(null, entry);
        }

        store.Changed += Follow;
    }

    /// <summary>Concurrent executions that an account may have in a region.</summary>
    public int AccountLimit => _limit;

    /// <summary>Takes the right to run one invocation now. Lock-free, allocates nothing.</summary>
    internal ConcurrencyLease Take(FunctionVersion version)
    {
        FunctionConcurrency function = Of(version.Key);
        if (function.ProvisionedFor(version.Generation) is { } slots && slots.TryTake())
        {
            return new ConcurrencyLease(function, slots, Unreserved: false);
        }

        int running = Interlocked.Increment(ref function.OnDemand);
        if (function.Reserved is int reserved and >= 0)
        {
            if (running <= reserved - function.ProvisionedTotal)
            {
                return new ConcurrencyLease(function, null, Unreserved: false);
            }

            Interlocked.Decrement(ref function.OnDemand);
            return new ConcurrencyLease(InvocationStatus.FunctionThrottled);
        }

        AccountConcurrency account = function.Account;
        if (Interlocked.Increment(ref account.Running) <= account.Unreserved)
        {
            return new ConcurrencyLease(function, null, Unreserved: true);
        }

        Interlocked.Decrement(ref account.Running);
        Interlocked.Decrement(ref function.OnDemand);
        return new ConcurrencyLease(InvocationStatus.AccountThrottled);
    }

    /// <summary>What is left for functions that have nothing of their own.</summary>
    internal int Unreserved(string account, string region) => AccountOf(account, region).Unreserved;

    /// <summary>Sets that much of the account's concurrency aside for a function, in place of what was before; false, changing nothing, when too little would be left.</summary>
    internal bool TrySetAside(FunctionKey function, int amount) => AccountOf(function.Account, function.Region).TrySetAside(function, amount);

    /// <summary>The function's counters.</summary>
    internal FunctionConcurrency Of(in FunctionKey function) =>
        _functions.TryGetValue(function, out FunctionConcurrency? known)
            ? known
            : _functions.GetOrAdd(function, static (key, leases) => new FunctionConcurrency(leases.AccountOf(key.Account, key.Region)), this);

    private AccountConcurrency AccountOf(string account, string region) =>
        _accounts.GetOrAdd((account, region), static (_, limit) => new AccountConcurrency(limit), _limit);

    /// <summary>Makes the counters agree with what the function's entry says; also after a write that failed.</summary>
    internal void Follow(FunctionEntry? before, FunctionEntry? now)
    {
        FunctionKey key = (now ?? before)!.Record.Key;
        FunctionConcurrency function = Of(key);
        int provisioned = now?.Resources.ProvisionedTotal ?? 0;
        int? reserved = now?.Resources.ReservedConcurrency;
        if (function.Reserved == (reserved ?? -1) && function.ProvisionedTotal == provisioned && now is not null)
        {
            return;
        }

        function.Reserved = reserved ?? -1;
        function.ProvisionedTotal = provisioned;
        function.Account.SetAside(key, reserved ?? provisioned);
        if (now is null)
        {
            // Leases that are out keep the counters that they have counted in.
            _functions.TryRemove(key, out _);
        }
    }
}
