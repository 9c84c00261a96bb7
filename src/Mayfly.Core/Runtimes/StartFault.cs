namespace Mayfly.Core.Runtimes;

/// <summary>Why a customer's program cannot be started.</summary>
/// <param name="ErrorType">AWS's: Runtime.InvalidEntrypoint, Runtime.InvalidWorkingDir.</param>
/// <param name="Message">AWS's sentence, without "RequestId: … Error: ".</param>
internal sealed record StartFault(string ErrorType, string Message);
