namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record DescribeLogStreamsResponse
{
    public required IReadOnlyList<LogStreamDescription> LogStreams { get; init; }

    public string? NextToken { get; init; }
}
