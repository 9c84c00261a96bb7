using Mayfly.Core.Streaming;

namespace Mayfly.Core.Invocation;

/// <summary>One event on its way to a function, whoever sent it.</summary>
public sealed class InvocationRequest
{
    /// <summary>A version 4 UUID in text: the id that the function, its log and the caller see.</summary>
    public required string RequestId { get; init; }

    /// <summary>The event: JSON, owned by the sender until the invocation has ended.</summary>
    public required Payload Event { get; init; }

    /// <summary>The ARN that was asked for, qualifier included: the context object's invokedFunctionArn.</summary>
    public required string InvokedArn { get; init; }

    /// <summary>An X-Ray trace header: what the sender gave, empty for nothing; from the dispatcher on, what the function sees.</summary>
    public required string TraceHeader { get; set; }

    /// <summary>The client context, JSON in plain text; null when none was sent.</summary>
    public string? ClientContext { get; init; }

    /// <summary>Whether the last 4 KB of the log are wanted back.</summary>
    public bool WantsLogTail { get; init; }

    /// <summary>Takes the response while the function still writes it; null to have it whole.</summary>
    internal ResponseStream? Stream { get; init; }
}
