namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record TagLogGroupRequest
{
    public string? LogGroupName { get; init; }

    public Dictionary<string, string>? Tags { get; init; }
}
