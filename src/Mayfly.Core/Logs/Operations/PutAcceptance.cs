using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Which events of a chronological batch are taken: those not too old, not expired and not too far in the future.</summary>
/// <param name="First">Index of the first taken.</param>
/// <param name="End">One past the last taken.</param>
/// <param name="Rejected">What to tell the caller; null when all were taken.</param>
internal readonly record struct PutAcceptance(int First, int End, RejectedLogEventsInfo? Rejected)
{
    public static PutAcceptance Of(IReadOnlyList<InputLogEvent> events, DateTimeOffset now, int? retentionDays)
    {
        int tooOld = CountBefore(events, now - LogLimits.OldestEvent);
        int expired = retentionDays is { } days ? CountBefore(events, now.AddDays(-days)) : 0;
        int end = CountBefore(events, (now + LogLimits.NewestEvent).AddMilliseconds(1));
        int first = Math.Max(tooOld, expired);
        return new PutAcceptance(first, end, first == 0 && end == events.Count ? null : new RejectedLogEventsInfo
        {
            TooOldLogEventEndIndex = tooOld > 0 ? tooOld : null,
            ExpiredLogEventEndIndex = expired > 0 ? expired : null,
            TooNewLogEventStartIndex = end < events.Count ? end : null,
        });
    }

    private static int CountBefore(IReadOnlyList<InputLogEvent> events, DateTimeOffset time)
    {
        long limit = time.ToUnixTimeMilliseconds();
        int count = 0;
        while (count < events.Count && events[count].Timestamp < limit)
        {
            count++;
        }

        return count;
    }
}
