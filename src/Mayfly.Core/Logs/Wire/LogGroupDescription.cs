namespace Mayfly.Core.Logs.Wire;

/// <summary>LogGroup of AWS's API reference. Times are milliseconds since 1970.</summary>
public sealed record LogGroupDescription
{
    public required string LogGroupName { get; init; }

    public required long CreationTime { get; init; }

    public int? RetentionInDays { get; init; }

    public int MetricFilterCount { get; init; }

    /// <summary>With the trailing <c>:*</c>.</summary>
    public required string Arn { get; init; }

    public required long StoredBytes { get; init; }

    public string LogGroupClass { get; init; } = "STANDARD";

    /// <summary>Without the trailing <c>:*</c>.</summary>
    public required string LogGroupArn { get; init; }
}
