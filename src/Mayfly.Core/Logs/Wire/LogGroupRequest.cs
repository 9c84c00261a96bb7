namespace Mayfly.Core.Logs.Wire;

/// <summary>Input of the operations that take only a group: DeleteLogGroup, DeleteRetentionPolicy, ListTagsLogGroup.</summary>
public sealed record LogGroupRequest
{
    public string? LogGroupName { get; init; }
}
