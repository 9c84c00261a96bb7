namespace Mayfly.Core.Invocation;

/// <summary>Every way in which an invocation can end. One place (<see cref="InvokeErrors"/>) turns the refusals into AWS's errors.</summary>
public enum InvocationStatus
{
    /// <summary>The function returned.</summary>
    Succeeded,

    /// <summary>The function ran and failed: error, crash, timeout, out of memory, result too large.</summary>
    FunctionFailed,

    FunctionNotFound,

    FunctionPending,

    FunctionInFailedState,

    /// <summary>The function is at the end of a chain of requests that it has begun itself, time and again.</summary>
    RecursiveLoop,

    /// <summary>The account's concurrency limit is reached.</summary>
    AccountThrottled,

    /// <summary>The function's own reservation is used up, or is 0.</summary>
    FunctionThrottled,

    /// <summary>The function may not add environments as fast as this.</summary>
    ScalingThrottled,

    /// <summary>No memory of this machine is free for one more environment.</summary>
    MachineFull,

    /// <summary>The server could not make an environment; it is not the function's fault.</summary>
    ServiceFailed,
}
