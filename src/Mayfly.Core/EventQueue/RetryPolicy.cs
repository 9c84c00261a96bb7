namespace Mayfly.Core.EventQueue;

/// <summary>
/// When an event is tried again. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html: a function's own errors twice, after one and
/// two minutes; what kept it from running with growing pauses for as long as the event's age allows.
/// </summary>
internal static class RetryPolicy
{
    public const int DefaultRetries = 2;

    public const int DefaultAgeSeconds = 21_600;

    private const long MinuteMs = 60_000;

    private const long FirstPauseMs = 1_000;

    private const long LongestPauseMs = 300_000;

    /// <summary>The event after its function failed; null when it has no retry left.</summary>
    public static QueuedEvent? AfterFailure(QueuedEvent failed, EventRules rules, long now)
    {
        int failures = failed.Failures + 1;
        return failures > rules.Retries ? null : failed with { Failures = failures, Due = WithinAge(now + (failures * MinuteMs), failed, rules) };
    }

    /// <summary>The event after it could not be run.</summary>
    public static QueuedEvent AfterRefusal(QueuedEvent refused, EventRules rules, long now) =>
        refused with { Refusals = refused.Refusals + 1, Due = WithinAge(now + Pause(refused.Refusals), refused, rules) };

    /// <summary>Whether the event is too old to be tried.</summary>
    public static bool IsTooOld(QueuedEvent queued, EventRules rules, long now) => now >= queued.Accepted + rules.AgeMs;

    /// <summary>The pause after so many refusals before: from one second, doubled, to five minutes.</summary>
    public static long Pause(int refusals) => refusals >= 9 ? LongestPauseMs : Math.Min(LongestPauseMs, FirstPauseMs << refusals);

    // It comes back no later than when it is too old, so that its end is told then, and not after the pause.
    private static long WithinAge(long due, QueuedEvent queued, EventRules rules) => Math.Min(due, queued.Accepted + rules.AgeMs);
}
