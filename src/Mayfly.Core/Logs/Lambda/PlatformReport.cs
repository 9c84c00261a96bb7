using Mayfly.Core.Streaming;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>What the line at the end of an invocation tells.</summary>
internal sealed record PlatformReport
{
    public required string RequestId { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The runtime's part of <see cref="Duration"/>; null when that is all.</summary>
    public TimeSpan? RuntimeDuration { get; init; }

    /// <summary>The part of <see cref="Duration"/> in which only extensions were still at work; null without extensions.</summary>
    public TimeSpan? ExtensionOverhead { get; init; }

    /// <summary>Set when this was the environment's first invocation.</summary>
    public TimeSpan? InitDuration { get; init; }

    public required int MemorySizeMb { get; init; }

    public required int MaxMemoryUsedMb { get; init; }

    public PlatformStatus Status { get; init; }

    /// <summary>For example Runtime.ExitError; null where there is none.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Bytes of the response.</summary>
    public long ProducedBytes { get; init; }

    /// <summary>The times of a streamed response; null for others.</summary>
    public ResponseSpans? Spans { get; init; }

    public PlatformTrace? Trace { get; init; }

    /// <summary>Whole milliseconds, rounded up. AWS bills the Init phase too.</summary>
    public long BilledMilliseconds => (long)Math.Ceiling(Duration.TotalMilliseconds + (InitDuration?.TotalMilliseconds ?? 0));
}
