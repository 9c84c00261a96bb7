namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record CreateLogGroupRequest
{
    public string? LogGroupName { get; init; }

    public string? KmsKeyId { get; init; }

    public Dictionary<string, string>? Tags { get; init; }
}
