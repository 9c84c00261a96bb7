using Mayfly.Core.Environments;

namespace Mayfly.Core.Concurrency;

/// <summary>The environments that one generation of a function has ready on this node, as the leases see them. Guarded by <see cref="AccountConcurrency.Gate"/>.</summary>
internal sealed class ProvisionedSlots(EnvironmentPool pool, LeasePool version, AccountConcurrency account)
{
    private volatile string? _failure;

    /// <summary>Where the environments are.</summary>
    public EnvironmentPool Pool => pool;

    /// <summary>How many this node may have of those that all nodes together are to have ready, and the invocations that run in them.</summary>
    public LeaseShare Share { get; } = new(version);

    /// <summary>Environments that are to be ready on all nodes together.</summary>
    public int Target { get; set; }

    /// <summary>Environments that are to be ready on this node.</summary>
    public int Part
    {
        get
        {
            lock (account.Gate)
            {
                return Share.Ceiling;
            }
        }
    }

    /// <summary>Environments that are initialised and alive.</summary>
    public int Allocated { get; private set; }

    /// <summary>Why no more environments are being made ready; null when all is well.</summary>
    public string? Failure
    {
        get => _failure;
        set => _failure = value;
    }

    /// <summary>Raised when this node is to have more of them ready, or fewer; outside of the gate.</summary>
    public event Action? Allotted;

    public bool TryUse(long now) => Share.Used < Allocated && Share.TryUse(now);

    public void Add()
    {
        lock (account.Gate)
        {
            Allocated++;
        }
    }

    public void Remove()
    {
        lock (account.Gate)
        {
            Allocated--;
        }
    }

    public void Allot() => Allotted?.Invoke();

    public ProvisionedReport Report()
    {
        lock (account.Gate)
        {
            return new ProvisionedReport(Share.Pool.Version!, Allocated, Share.Used, Failure);
        }
    }
}
