namespace Mayfly.Core.EventQueue;

/// <summary>How an event came to its end, as AWS calls it in the records of destinations.</summary>
internal enum EventCondition
{
    Success,

    /// <summary>The function failed, and no retry is left.</summary>
    RetriesExhausted,

    /// <summary>It grew too old.</summary>
    EventAgeExceeded,

    /// <summary>The function may not run at all.</summary>
    ZeroReservedConcurrency,

    /// <summary>It came from a chain of requests that the function had begun itself, time and again.</summary>
    RecursiveInvocation,
}
