namespace Amazon.Lambda.Core;

/// <summary>The function's log, with levels and with message templates: https://docs.aws.amazon.com/lambda/latest/dg/csharp-logging.html</summary>
public interface ILambdaLogger
{
    void Log(string message);

    void LogLine(string message);

    void Log(string level, string message) => LogLine(message);

    void Log(LogLevel level, string message) => Log(level.ToString(), message);

    void LogTrace(string message) => Log("Trace", message);

    void LogDebug(string message) => Log("Debug", message);

    void LogInformation(string message) => Log("Information", message);

    void LogWarning(string message) => Log("Warning", message);

    void LogError(string message) => Log("Error", message);

    void LogCritical(string message) => Log("Critical", message);

    void Log(string level, string message, params object[] args) => Log(level, message);

    void Log(string level, Exception exception, string message, params object[] args) => Log(level, $"{message}\n{exception}", args);

    void Log(LogLevel level, string message, params object[] args) => Log(level.ToString(), message, args);

    void Log(LogLevel level, Exception exception, string message, params object[] args) => Log(level.ToString(), exception, message, args);

    void LogTrace(string message, params object[] args) => Log("Trace", message, args);

    void LogDebug(string message, params object[] args) => Log("Debug", message, args);

    void LogInformation(string message, params object[] args) => Log("Information", message, args);

    void LogWarning(string message, params object[] args) => Log("Warning", message, args);

    void LogError(string message, params object[] args) => Log("Error", message, args);

    void LogError(Exception exception, string message, params object[] args) => Log("Error", exception, message, args);

    void LogCritical(string message, params object[] args) => Log("Critical", message, args);
}
