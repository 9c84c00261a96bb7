namespace Mayfly.Dotnet.Logging;

/// <summary>The names of levels, as .NET, Lambda and the text format write them.</summary>
internal static class LogLevels
{
    /// <summary>Reads .NET's names and Lambda's (WARN, FATAL); null for others.</summary>
    public static LogLevel? Parse(string? name) => name?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "INFO" or "INFORMATION" => LogLevel.Information,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" or "CRITICAL" => LogLevel.Critical,
        _ => null,
    };

    /// <summary>The label in text logs, as .NET's console logger has it.</summary>
    public static string Label(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
