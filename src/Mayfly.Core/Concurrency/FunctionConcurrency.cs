using System.Collections.Frozen;

namespace Mayfly.Core.Concurrency;

/// <summary>What this node holds and runs of one function. Guarded by <see cref="AccountConcurrency.Gate"/>.</summary>
internal sealed class FunctionConcurrency
{
    private volatile FrozenDictionary<long, ProvisionedSlots>? _provisioned;

    public FunctionConcurrency(AccountConcurrency account, LeasePool reservation)
    {
        Account = account;
        Reservation = new LeaseShare(reservation, this);
        Share = account.Unreserved;
    }

    public AccountConcurrency Account { get; }

    public LeaseShare Reservation { get; }

    /// <summary>What its invocations on demand count on: its own share where it has a reservation, else the account's.</summary>
    public LeaseShare Share { get; private set; }

    public bool IsReserved => Share == Reservation;

    /// <summary>Invocations that run in environments made on demand.</summary>
    public int OnDemand { get; private set; }

    /// <summary>Provisioned environments by generation; null when there are none, as with most functions.</summary>
    public FrozenDictionary<long, ProvisionedSlots>? Provisioned
    {
        get => _provisioned;
        set => _provisioned = value;
    }

    public ProvisionedSlots? ProvisionedFor(long generation) => _provisioned?.GetValueOrDefault(generation);

    public ProvisionedSlots? ProvisionedFor(string version) => _provisioned?.Values.FirstOrDefault(slots => slots.Share.Pool.Version == version);

    public bool TryUse(long now)
    {
        if (!Share.TryUse(now))
        {
            return false;
        }

        OnDemand++;
        return true;
    }

    public void Release()
    {
        OnDemand--;
        Share.Release();
    }

    /// <summary>Begins or ends to count on a reservation; what runs already is counted there too.</summary>
    public void Reserve(bool reserved)
    {
        LeaseShare share = reserved ? Reservation : Account.Unreserved;
        if (share == Share)
        {
            return;
        }

        Share.Move(-OnDemand);
        share.Move(OnDemand);
        Share = share;
        Reservation.Drop();
    }
}
