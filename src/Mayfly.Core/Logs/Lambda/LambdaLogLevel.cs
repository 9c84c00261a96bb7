namespace Mayfly.Core.Logs.Lambda;

/// <summary>Lambda's log levels, the most detailed first.</summary>
internal enum LambdaLogLevel
{
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
}
