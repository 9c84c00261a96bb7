using Mayfly.Core.Invocation;

namespace Mayfly.Core.Concurrency;

/// <summary>The right to run one invocation, to be given back when it has ended; or why there is none now.</summary>
internal readonly record struct ConcurrencyLease
{
    private readonly FunctionConcurrency? _function;

    public ConcurrencyLease(FunctionConcurrency function, ProvisionedSlots? provisioned)
    {
        _function = function;
        Provisioned = provisioned;
    }

    public ConcurrencyLease(InvocationStatus refusal) => Refusal = refusal;

    /// <summary>Set when there is no lease.</summary>
    public InvocationStatus? Refusal { get; }

    /// <summary>The provisioned environments that the invocation runs in; null for one made on demand.</summary>
    public ProvisionedSlots? Provisioned { get; }

    public void Give()
    {
        lock (_function!.Account.Gate)
        {
            if (Provisioned is not null)
            {
                Provisioned.Share.Release();
            }
            else
            {
                _function.Release();
            }
        }
    }
}
