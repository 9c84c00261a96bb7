namespace Mayfly.Core.Functions;

/// <summary>A function's LoggingConfig with AWS's defaults filled in.</summary>
/// <param name="Json">True for the JSON log format.</param>
/// <param name="ApplicationLevel">TRACE, DEBUG, INFO, WARN, ERROR or FATAL; only with JSON.</param>
/// <param name="SystemLevel">DEBUG, INFO or WARN; only with JSON.</param>
/// <param name="LogGroup">For example /aws/lambda/hello.</param>
public sealed record LoggingSettings(bool Json, string ApplicationLevel, string SystemLevel, string LogGroup);
