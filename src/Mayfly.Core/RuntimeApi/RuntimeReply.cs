using Mayfly.Core.Extensions;
using Mayfly.Core.Invocation;
using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;

namespace Mayfly.Core.RuntimeApi;

/// <summary>What became of an event that was handed to a runtime.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Body">The response or error document; null when the runtime gave none. Owned by the receiver.</param>
/// <param name="ErrorType">The runtime's Lambda-Runtime-Function-Error-Type, if any.</param>
/// <param name="ContentType">The response's content type; null for JSON.</param>
/// <param name="Exit">How the process ended, for <see cref="RuntimeReplyKind.Exited"/>.</param>
/// <param name="Fault">What an extension did, for <see cref="RuntimeReplyKind.ExtensionFailed"/>.</param>
/// <param name="StartFault">Why there was no runtime, for <see cref="RuntimeReplyKind.Error"/> in that case.</param>
internal readonly record struct RuntimeReply(
    RuntimeReplyKind Kind, Payload? Body = null, string? ErrorType = null, string? ContentType = null, SandboxExit Exit = default, ExtensionFault? Fault = null,
    StartFault? StartFault = null);
