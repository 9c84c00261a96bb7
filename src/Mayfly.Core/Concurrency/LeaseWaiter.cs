namespace Mayfly.Core.Concurrency;

/// <summary>An invocation that waits for a lease.</summary>
internal sealed class LeaseWaiter(FunctionConcurrency function) : TaskCompletionSource<ConcurrencyLease>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public FunctionConcurrency Function => function;
}
