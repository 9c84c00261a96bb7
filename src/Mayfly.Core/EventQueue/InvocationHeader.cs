namespace Mayfly.Core.EventQueue;

/// <summary>What an event for a function carries besides its payload. Members may be added with defaults; renaming one makes stored events unreadable.</summary>
internal sealed record InvocationHeader
{
    /// <summary>The same in all attempts.</summary>
    public required string RequestId { get; init; }

    /// <summary>The version or alias that was asked for; null for none. What it stands for is found out in each attempt.</summary>
    public string? Qualifier { get; init; }

    public required string TraceHeader { get; init; }

    /// <summary>The client context, JSON in plain text; null when none was sent.</summary>
    public string? ClientContext { get; init; }
}
