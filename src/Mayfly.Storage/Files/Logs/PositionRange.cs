using Mayfly.Core.Logs;

namespace Mayfly.Storage.Files.Logs;

/// <summary>The positions wanted, both ends included.</summary>
internal readonly record struct PositionRange(LogPosition Low, LogPosition High)
{
    public static PositionRange Of(LogReadRequest request, long oldest)
    {
        LogPosition low = new(Math.Max(request.FromTime, oldest), 0);
        LogPosition high = new(request.ToTime, long.MaxValue);
        if (request.After is { } after && new LogPosition(after.Timestamp, after.Sequence + 1) is var next && next.CompareTo(low) > 0)
        {
            low = next;
        }

        if (request.Before is { } before && new LogPosition(before.Timestamp, before.Sequence - 1) is var last && last.CompareTo(high) < 0)
        {
            high = last;
        }

        return new PositionRange(low, high);
    }

    public bool Contains(in LogPosition position) => position.CompareTo(Low) >= 0 && position.CompareTo(High) <= 0;

    public bool Touches(long firstEvent, long lastEvent) => lastEvent >= Low.Timestamp && firstEvent <= High.Timestamp;
}
