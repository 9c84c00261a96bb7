namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record GetLogEventsResponse
{
    public required IReadOnlyList<OutputLogEvent> Events { get; init; }

    public required string NextForwardToken { get; init; }

    public required string NextBackwardToken { get; init; }
}
