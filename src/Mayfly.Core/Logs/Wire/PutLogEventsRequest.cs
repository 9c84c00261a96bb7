namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record PutLogEventsRequest
{
    public string? LogGroupName { get; init; }

    public string? LogStreamName { get; init; }

    public IReadOnlyList<InputLogEvent>? LogEvents { get; init; }

    /// <summary>Taken and ignored, as AWS does since 2023.</summary>
    public string? SequenceToken { get; init; }
}
