namespace Mayfly.Core.Logs.Wire;

/// <summary>Which events of a batch were refused, by index.</summary>
public sealed record RejectedLogEventsInfo
{
    /// <summary>The first event that lies too far in the future.</summary>
    public int? TooNewLogEventStartIndex { get; init; }

    /// <summary>One past the last event that is older than fourteen days.</summary>
    public int? TooOldLogEventEndIndex { get; init; }

    /// <summary>One past the last event that is older than the group's retention.</summary>
    public int? ExpiredLogEventEndIndex { get; init; }
}
