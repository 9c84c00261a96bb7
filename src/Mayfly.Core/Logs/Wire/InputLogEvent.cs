namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record InputLogEvent
{
    public long? Timestamp { get; init; }

    public string? Message { get; init; }
}
