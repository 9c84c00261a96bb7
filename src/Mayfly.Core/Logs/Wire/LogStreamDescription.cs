namespace Mayfly.Core.Logs.Wire;

/// <summary>LogStream of AWS's API reference. Times are milliseconds since 1970.</summary>
public sealed record LogStreamDescription
{
    public required string LogStreamName { get; init; }

    public required long CreationTime { get; init; }

    public long? FirstEventTimestamp { get; init; }

    public long? LastEventTimestamp { get; init; }

    public long? LastIngestionTime { get; init; }

    public string? UploadSequenceToken { get; init; }

    public required string Arn { get; init; }

    /// <summary>Always zero: AWS stopped counting streams in 2019.</summary>
    public long StoredBytes { get; init; }
}
