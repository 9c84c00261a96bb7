namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record PutRetentionPolicyRequest
{
    public string? LogGroupName { get; init; }

    public int? RetentionInDays { get; init; }
}
