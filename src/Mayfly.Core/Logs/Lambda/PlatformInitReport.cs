namespace Mayfly.Core.Logs.Lambda;

/// <summary>How loading a function went.</summary>
/// <param name="Duration">From the start of the Init phase to its end.</param>
/// <param name="Phase">"init", or "invoke" when it was done again inside an invocation.</param>
/// <param name="Status">How it ended.</param>
/// <param name="ErrorType">For example Runtime.ImportModuleError; null when it went well or timed out.</param>
internal readonly record struct PlatformInitReport(TimeSpan Duration, string Phase, PlatformStatus Status, string? ErrorType);
