using System.Collections.Concurrent;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Concurrency;

/// <summary>
/// Who may run on this node now. Holds batches of leases that were drawn from their homes, so that a warm invocation asks nobody; what is reserved and
/// provisioned follows the functions in <see cref="FunctionStore"/>. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
/// </summary>
public sealed partial class ConcurrencyLeases : ILeaseNode, IDisposable
{
    private readonly ConcurrentDictionary<(string Account, string Region), AccountConcurrency> _accounts = new();
    private readonly ConcurrentDictionary<FunctionKey, FunctionConcurrency> _functions = new();
    private readonly FunctionStore _store;
    private readonly IConcurrencyHome _home;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LeaseDraws _draws;
    private readonly ITimer _beat;
    private readonly Lock _followGate = new();
    private Task _followed = Task.CompletedTask;

    internal ConcurrencyLeases(FunctionStore store, IConcurrencyHome home, IOptions<InvocationOptions> options, TimeProvider time, ILogger<ConcurrencyLeases> logger)
    {
        _store = store;
        _home = home;
        _time = time;
        _logger = logger;
        AccountLimit = options.Value.AccountConcurrency;
        _draws = new LeaseDraws(home, time, logger);
        home.Join(this);
        foreach (FunctionEntry entry in store.All)
        {
            Follow(null, entry);
        }

        store.Changed += Follow;
        _beat = time.CreateTimer(static self => ((ConcurrencyLeases)self!).Beat(), this, LeaseTimes.Beat, LeaseTimes.Beat);
    }

    /// <summary>Concurrent executions that an account may have in a region.</summary>
    public int AccountLimit { get; }

    /// <summary>Takes the right to run one invocation now. Completes at once, allocating nothing, while this node holds leases that are not in use.</summary>
    internal ValueTask<ConcurrencyLease> TakeAsync(FunctionVersion version)
    {
        FunctionConcurrency function = Of(version.Key);
        AccountConcurrency account = function.Account;
        long now = _time.GetTimestamp();
        LeaseWaiter waiter;
        LeaseShare share;
        lock (account.Gate)
        {
            if (function.ProvisionedFor(version.Generation) is { } slots && slots.TryUse(now))
            {
                return new ValueTask<ConcurrencyLease>(new ConcurrencyLease(function, slots));
            }

            if (function.TryUse(now))
            {
                return new ValueTask<ConcurrencyLease>(new ConcurrencyLease(function, null));
            }

            share = function.Share;
            if (share.IsExhausted(now))
            {
                return new ValueTask<ConcurrencyLease>(new ConcurrencyLease(function.IsReserved ? InvocationStatus.FunctionThrottled : InvocationStatus.AccountThrottled));
            }

            share.Enqueue(waiter = new LeaseWaiter(function));
            if (share.IsDrawing)
            {
                return new ValueTask<ConcurrencyLease>(waiter.Task);
            }

            share.IsDrawing = true;
        }

        _ = _draws.DrawAsync(account, share);
        return new ValueTask<ConcurrencyLease>(waiter.Task);
    }

    /// <summary>What is left for functions that have nothing of their own.</summary>
    internal async Task<int> UnreservedAsync(string account, string region)
    {
        await FollowedAsync();
        return await _home.UnreservedAsync(account, region);
    }

    /// <summary>Sets that much of the account's concurrency aside for a function, in place of what was before; false, changing nothing, when too little would be left.</summary>
    internal async Task<bool> TrySetAsideAsync(FunctionKey function, int amount)
    {
        await FollowedAsync();
        return await _home.TrySetAsideAsync(function, amount);
    }

    /// <summary>What all nodes have ready of a function.</summary>
    internal Task<IReadOnlyList<ProvisionedReport>> ProvisionedAsync(in FunctionKey function) => _home.ProvisionedAsync(function);

    /// <summary>The function's counters on this node.</summary>
    internal FunctionConcurrency Of(in FunctionKey function) =>
        _functions.TryGetValue(function, out FunctionConcurrency? known)
            ? known
            : _functions.GetOrAdd(function, static (key, leases) => new FunctionConcurrency(leases.AccountOf(key.Account, key.Region), LeasePool.OfReservation(key)), this);

    internal AccountConcurrency AccountOf(string account, string region) =>
        _accounts.GetOrAdd((account, region), static key => new AccountConcurrency(key.Account, key.Region));

    /// <inheritdoc/>
    public LeaseReport Settle(in LeaseOrder order)
    {
        if (order.Pool.Function is null)
        {
            AccountConcurrency account = AccountOf(order.Pool.Account, order.Pool.Region);
            _draws.Hear(account, account.Unreserved, order);
            lock (account.Gate)
            {
                return account.Unreserved.Obey(order);
            }
        }

        return order.Pool.Version is null ? SettleReservation(order) : SettleVersion(order);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ProvisionedReport> Provisioned(in FunctionKey function) =>
        _functions.TryGetValue(function, out FunctionConcurrency? known) && known.Provisioned is { } provisioned ? [.. provisioned.Values.Select(static slots => slots.Report())] : [];

    /// <summary>Asks how many of a version's environments this node is to have ready, now that all nodes are to have that many.</summary>
    internal async Task AllotAsync(FunctionKey function, ProvisionedSlots slots)
    {
        await FollowedAsync();
        await DrawAsync(Of(function).Account, slots);
    }

    /// <summary>Has the homes and all nodes obey what the function's entry says, after a write of it or one that failed. Completes when they do.</summary>
    internal Task FollowAsync(FunctionKey function)
    {
        lock (_followGate)
        {
            // In turns, and each with what holds then: an earlier change never comes after a later one.
            return _followed = FollowAfterAsync(_followed, function);
        }
    }

    /// <summary>Completes when all changes until now are obeyed.</summary>
    internal Task FollowedAsync()
    {
        lock (_followGate)
        {
            return _followed;
        }
    }

    public void Dispose()
    {
        _store.Changed -= Follow;
        _beat.Dispose();
    }

    private void Follow(FunctionEntry? before, FunctionEntry? now)
    {
        FunctionKey key = (now ?? before)!.Record.Key;
        FunctionTerms terms = FunctionTerms.Of(now);
        if (before is null)
        {
            // As it was kept: the homes begin with the same.
            Reserve(key, terms.Reserved is not null);
        }
        else if (!terms.Equals(FunctionTerms.Of(before)))
        {
            _ = FollowAsync(key);
        }

        if (now is null && _functions.TryRemove(key, out FunctionConcurrency? gone))
        {
            // Leases that are out keep the counters that they have counted in.
            lock (gone.Account.Gate)
            {
                gone.Reserve(false);
            }
        }
    }

    private LeaseReport SettleReservation(in LeaseOrder order)
    {
        if (order.Ends && !_functions.ContainsKey(order.Pool.Key))
        {
            return default;
        }

        FunctionConcurrency function = Of(order.Pool.Key);
        _draws.Hear(function.Account, function.Reservation, order);
        lock (function.Account.Gate)
        {
            if (function.Reservation.IsNews(order))
            {
                function.Reserve(!order.Ends);
            }

            return function.Reservation.Obey(order);
        }
    }

    private LeaseReport SettleVersion(in LeaseOrder order)
    {
        if (!_functions.TryGetValue(order.Pool.Key, out FunctionConcurrency? function) || function.ProvisionedFor(order.Pool.Version!) is not { } slots)
        {
            return default;
        }

        _draws.Hear(function.Account, slots.Share, order);
        LeaseReport report;
        lock (function.Account.Gate)
        {
            report = slots.Share.Obey(order);
        }

        slots.Allot();
        return report;
    }

    private void Reserve(in FunctionKey key, bool reserved)
    {
        if (reserved || _functions.ContainsKey(key))
        {
            FunctionConcurrency function = Of(key);
            lock (function.Account.Gate)
            {
                function.Reserve(reserved);
            }
        }
    }

    private async Task FollowAfterAsync(Task before, FunctionKey function)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        FunctionTerms terms = FunctionTerms.Of(_store.TryGet(function, out FunctionEntry? entry) ? entry : null);
        try
        {
            await _home.FollowAsync(function, terms);
            await _home.SetAsideAsync(function, terms.SetAside);
        }
        catch (Exception failure)
        {
            // The edge to another machine: the next change or the home's next start brings it about.
            Log.NotFollowed(_logger, function.Arn, failure);
        }
    }

    private void Beat()
    {
        foreach (AccountConcurrency account in _accounts.Values)
        {
            Renew(account, account.Unreserved);
        }

        foreach (FunctionConcurrency function in _functions.Values)
        {
            Renew(function.Account, function.Reservation);
            foreach (ProvisionedSlots slots in function.Provisioned?.Values ?? [])
            {
                _ = DrawAsync(function.Account, slots);
            }
        }
    }

    private void Renew(AccountConcurrency account, LeaseShare share)
    {
        lock (account.Gate)
        {
            if (!share.Beat() || share.IsDrawing)
            {
                return;
            }

            share.IsDrawing = true;
        }

        _ = _draws.DrawAsync(account, share, speaks: true);
    }

    private async Task DrawAsync(AccountConcurrency account, ProvisionedSlots slots)
    {
        lock (account.Gate)
        {
            if (slots.Share.IsDrawing)
            {
                return;
            }

            slots.Share.IsDrawing = true;
        }

        await _draws.DrawAsync(account, slots.Share, speaks: true, slots.Target);
        slots.Allot();
    }

    private static partial class Log
    {
        [LoggerMessage(3503, LogLevel.Error, "Not every node obeys the new concurrency settings of {Function} yet.")]
        public static partial void NotFollowed(ILogger logger, string function, Exception failure);
    }
}
