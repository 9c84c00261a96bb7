using System.Collections.Frozen;

namespace Mayfly.Core.Concurrency;

/// <summary>One function's counters.</summary>
internal sealed class FunctionConcurrency(AccountConcurrency account)
{
    private volatile FrozenDictionary<long, ProvisionedSlots>? _provisioned;
    private volatile int _reserved = -1;
    private volatile int _provisionedTotal;

    /// <summary>Invocations that run in environments made on demand.</summary>
    public int OnDemand;

    public AccountConcurrency Account => account;

    /// <summary>What the function has for itself, and at most; -1 for no reservation.</summary>
    public int Reserved
    {
        get => _reserved;
        set => _reserved = value;
    }

    /// <summary>Environments that all its versions and aliases ask to have ready.</summary>
    public int ProvisionedTotal
    {
        get => _provisionedTotal;
        set => _provisionedTotal = value;
    }

    /// <summary>Provisioned environments by generation; null when there are none, as with most functions.</summary>
    public FrozenDictionary<long, ProvisionedSlots>? Provisioned
    {
        get => _provisioned;
        set => _provisioned = value;
    }

    public ProvisionedSlots? ProvisionedFor(long generation) => _provisioned?.GetValueOrDefault(generation);
}
