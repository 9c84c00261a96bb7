using Mayfly.Core.Invocation;

namespace Mayfly.Core.Concurrency;

/// <summary>The right to run one invocation, to be given back when it has ended; or why there is none now.</summary>
internal readonly record struct ConcurrencyLease
{
    private readonly FunctionConcurrency? _function;
    private readonly bool _unreserved;

    public ConcurrencyLease(FunctionConcurrency function, ProvisionedSlots? provisioned, bool Unreserved)
    {
        _function = function;
        Provisioned = provisioned;
        _unreserved = Unreserved;
    }

    public ConcurrencyLease(InvocationStatus refusal) => Refusal = refusal;

    /// <summary>Set when there is no lease.</summary>
    public InvocationStatus? Refusal { get; }

    /// <summary>The provisioned environments that the invocation runs in; null for one made on demand.</summary>
    public ProvisionedSlots? Provisioned { get; }

    public void Give()
    {
        if (Provisioned is not null)
        {
            Provisioned.Give();
            return;
        }

        Interlocked.Decrement(ref _function!.OnDemand);
        if (_unreserved)
        {
            Interlocked.Decrement(ref _function.Account.Running);
        }
    }
}
