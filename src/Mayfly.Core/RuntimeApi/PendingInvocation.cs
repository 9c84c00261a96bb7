using System.Threading.Tasks.Sources;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.RuntimeApi;

/// <summary>An event in the hands of a runtime. The first of response, error, timeout and exit completes it; the rest come too late.</summary>
internal sealed class PendingInvocation(InvocationRequest request, DateTimeOffset deadline) : IValueTaskSource<RuntimeReply>
{
    private ManualResetValueTaskSourceCore<RuntimeReply> _reply;
    private int _completed;

    public InvocationRequest Request { get; } = request;

    public DateTimeOffset Deadline { get; } = deadline;

    /// <summary>True once the runtime has been sent the event.</summary>
    public bool Delivered { get; set; }

    /// <summary>To be awaited once. The continuation runs on the thread that completes: one hop fewer on every invocation.</summary>
    public ValueTask<RuntimeReply> Reply => new(this, _reply.Version);

    /// <returns>False when it was completed before; the reply's body then stays the caller's.</returns>
    public bool TryComplete(in RuntimeReply reply)
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
        {
            return false;
        }

        _reply.SetResult(reply);
        return true;
    }

    RuntimeReply IValueTaskSource<RuntimeReply>.GetResult(short token) => _reply.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<RuntimeReply>.GetStatus(short token) => _reply.GetStatus(token);

    void IValueTaskSource<RuntimeReply>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _reply.OnCompleted(continuation, state, token, flags);
}
