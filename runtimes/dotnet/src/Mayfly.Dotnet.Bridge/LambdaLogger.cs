using Amazon.Lambda.Core;
using Mayfly.Dotnet.Logging;

namespace Mayfly.Dotnet.Bridge;

/// <summary>The context's logger. What it has no method for, the interface's own default methods lead to these.</summary>
internal sealed class LambdaLogger(LambdaLog log) : ILambdaLogger
{
    public void Log(string message) => Console.Write(message);

    public void LogLine(string message) => log.Write(null, null, message, null);

    public void Log(string level, string message) => log.Write(level, null, message, null);

    public void Log(string level, string message, params object[] args) => log.Write(level, null, message, args);

    public void Log(string level, Exception exception, string message, params object[] args) => log.Write(level, exception, message, args);
}
