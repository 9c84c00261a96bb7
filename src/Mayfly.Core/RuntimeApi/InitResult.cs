using Mayfly.Core.Extensions;
using Mayfly.Core.Invocation;
using Mayfly.Sandbox;

namespace Mayfly.Core.RuntimeApi;

/// <summary>How loading a function ended.</summary>
/// <param name="Kind">How.</param>
/// <param name="Error">The document posted to /runtime/init/error. Owned by the receiver.</param>
/// <param name="ErrorType">Its Lambda-Runtime-Function-Error-Type.</param>
/// <param name="Exit">How the process ended, for <see cref="InitResultKind.Exited"/>.</param>
/// <param name="Fault">What an extension did, for <see cref="InitResultKind.ExtensionFailed"/>.</param>
internal readonly record struct InitResult(
    InitResultKind Kind, Payload? Error = null, string? ErrorType = null, SandboxExit Exit = default, ExtensionFault? Fault = null);
