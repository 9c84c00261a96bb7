namespace Mayfly.Core.EventQueue.Destinations;

/// <summary>What a message for a destination carries besides its body. Members may be added with defaults; renaming one makes stored messages unreadable.</summary>
internal sealed record DeliveryHeader
{
    /// <summary>The function whose event it tells of.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The function's ARN with the qualifier that was asked for.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>The event's.</summary>
    public required string RequestId { get; init; }

    /// <summary>When the event ended, Unix milliseconds.</summary>
    public required long EndedAt { get; init; }

    /// <summary>Whether it goes to a dead-letter queue: then the body is the event itself.</summary>
    public bool IsDeadLetter { get; init; }

    /// <summary>Whether the event succeeded.</summary>
    public bool Succeeded { get; init; }

    /// <summary>Of a dead letter: an HTTP status; null where the function was not tried.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Of a dead letter: the function's error or the service's.</summary>
    public string? ErrorMessage { get; init; }
}
