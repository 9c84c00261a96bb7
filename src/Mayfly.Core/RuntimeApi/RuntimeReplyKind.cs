namespace Mayfly.Core.RuntimeApi;

/// <summary>See <see cref="RuntimeReply"/>.</summary>
internal enum RuntimeReplyKind
{
    Response,
    Error,
    ResponseTooLarge,
    TimedOut,
    Exited,

    /// <summary>An extension ended or could not go on.</summary>
    ExtensionFailed,

    /// <summary>The runtime ended before the event reached it: it may be given to another environment.</summary>
    NeverDelivered,
}
