namespace Mayfly.Core.Extensions;

/// <summary>Why an environment cannot go on because of an extension.</summary>
/// <param name="ErrorType">Extension.Crash, Extension.InitError, Extension.ExitError or Extension.LaunchError.</param>
/// <param name="Message">AWS's sentence, without "RequestId: … Error: ".</param>
internal sealed record ExtensionFault(string ErrorType, string Message);
