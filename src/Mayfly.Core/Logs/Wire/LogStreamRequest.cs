namespace Mayfly.Core.Logs.Wire;

/// <summary>Input of CreateLogStream and DeleteLogStream.</summary>
public sealed record LogStreamRequest
{
    public string? LogGroupName { get; init; }

    public string? LogStreamName { get; init; }
}
