namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record DescribeLogStreamsRequest
{
    public string? LogGroupName { get; init; }

    public string? LogGroupIdentifier { get; init; }

    public string? LogStreamNamePrefix { get; init; }

    /// <summary>"LogStreamName" (the default) or "LastEventTime".</summary>
    public string? OrderBy { get; init; }

    public bool? Descending { get; init; }

    public string? NextToken { get; init; }

    public int? Limit { get; init; }
}
