namespace Mayfly.Core.Invocation;

/// <summary>How an invocation ended, seen by whoever sent it.</summary>
public sealed record InvocationOutcome
{
    public required InvocationStatus Status { get; init; }

    /// <summary>"$LATEST" or a number; set when a function ran.</summary>
    public string? ExecutedVersion { get; init; }

    /// <summary>The result, or the error as JSON; set when a function ran and its response was not streamed, or failed. Owned by the receiver.</summary>
    public Payload? Result { get; init; }

    /// <summary>What a streamed response that failed is said to have failed of; null for others.</summary>
    public string? StreamError { get; init; }

    /// <summary>The last 4 KB of the log, when asked for.</summary>
    public byte[]? LogTail { get; init; }

    /// <summary>More about a refusal: AWS's sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>The function's own content type for the result; null for JSON.</summary>
    public string? ContentType { get; init; }
}
