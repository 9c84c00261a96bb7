using Mayfly.Core.EventInvoke;

namespace Mayfly.Core.EventQueue;

/// <summary>How long and how often an event is tried.</summary>
/// <param name="Retries">How often it is run again after the function failed.</param>
/// <param name="AgeMs">How old it may grow, milliseconds.</param>
internal readonly record struct EventRules(int Retries, long AgeMs)
{
    /// <summary>What is configured for a function, a version or an alias; AWS's defaults for what is not.</summary>
    public static EventRules Of(EventInvokeRecord? config) =>
        new(config?.MaximumRetryAttempts ?? RetryPolicy.DefaultRetries, (config?.MaximumEventAgeSeconds ?? RetryPolicy.DefaultAgeSeconds) * 1000L);
}
