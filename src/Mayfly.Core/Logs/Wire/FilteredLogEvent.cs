namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record FilteredLogEvent
{
    public required string LogStreamName { get; init; }

    public required long Timestamp { get; init; }

    public required string Message { get; init; }

    public required long IngestionTime { get; init; }

    public required string EventId { get; init; }
}
