namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record DescribeLogGroupsResponse
{
    public required IReadOnlyList<LogGroupDescription> LogGroups { get; init; }

    public string? NextToken { get; init; }
}
