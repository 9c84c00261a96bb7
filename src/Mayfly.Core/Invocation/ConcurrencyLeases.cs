using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Invocation;

/// <summary>Counts the invocations that run now, for each account and region, against the account's limit.</summary>
public sealed class ConcurrencyLeases(IOptions<InvocationOptions> options)
{
    private readonly ConcurrentDictionary<(string Account, string Region), Counter> _counters = new();

    /// <summary>Concurrent executions that an account may have in a region.</summary>
    public int AccountLimit => options.Value.AccountConcurrency;

    /// <summary>Takes the right to run one invocation now; false when the account's limit is reached.</summary>
    public bool TryTake(string account, string region)
    {
        Counter counter = _counters.GetOrAdd((account, region), static _ => new Counter());
        if (Interlocked.Increment(ref counter.Running) <= options.Value.AccountConcurrency)
        {
            return true;
        }

        Interlocked.Decrement(ref counter.Running);
        return false;
    }

    public void Give(string account, string region) => Interlocked.Decrement(ref _counters[(account, region)].Running);

    /// <summary>Invocations that run now.</summary>
    public int Running(string account, string region) => _counters.TryGetValue((account, region), out Counter? counter) ? Volatile.Read(ref counter.Running) : 0;

    private sealed class Counter
    {
        public int Running;
    }
}
