namespace Mayfly.Core.Streaming;

/// <summary>How the runtime's part of a streamed response ended.</summary>
internal enum StreamEnd
{
    /// <summary>All of it has come, and its trailers.</summary>
    Whole,

    /// <summary>It is longer than a response may be; the rest is still to come.</summary>
    TooLarge,

    /// <summary>The connection ended, or broke the framing, in the middle of it.</summary>
    BrokenOff,

    /// <summary>The invocation has been ended meanwhile.</summary>
    Unwanted,
}
