namespace Mayfly.Core.Logs;

/// <summary>What to read from a group, in which order. Every bound narrows; the group's retention narrows further.</summary>
public sealed record LogReadRequest
{
    public required LogGroupKey Group { get; init; }

    /// <summary>Smallest timestamp wanted.</summary>
    public long FromTime { get; init; }

    /// <summary>Greatest timestamp wanted.</summary>
    public long ToTime { get; init; } = long.MaxValue;

    /// <summary>Only events after this position.</summary>
    public LogPosition? After { get; init; }

    /// <summary>Only events before this position.</summary>
    public LogPosition? Before { get; init; }

    /// <summary>Newest first.</summary>
    public bool Descending { get; init; }

    /// <summary>Only these streams; null for all.</summary>
    public IReadOnlyList<string>? Streams { get; init; }

    /// <summary>Only streams whose names begin so; null for all.</summary>
    public string? StreamPrefix { get; init; }
}
