namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record UntagLogGroupRequest
{
    public string? LogGroupName { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }
}
