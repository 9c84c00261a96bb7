namespace Mayfly.Core.Logs.Lambda;

/// <summary>Reads the names of levels as functions and configurations write them.</summary>
internal static class LambdaLogLevels
{
    /// <summary>Null for a name that is none. Case does not count; Python's WARNING and CRITICAL are WARN and FATAL.</summary>
    public static LambdaLogLevel? Find(ReadOnlySpan<byte> name)
    {
        Span<char> upper = stackalloc char[8];
        return name.Length <= upper.Length && System.Text.Ascii.ToUpper(name, upper, out int length) == System.Buffers.OperationStatus.Done
            ? Find(upper[..length])
            : null;
    }

    /// <summary>The level that a configuration names; it has been validated.</summary>
    public static LambdaLogLevel Parse(string name) =>
        Find(name.ToUpperInvariant().AsSpan()) ?? throw new ArgumentException($"'{name}' is not a log level of Lambda.", nameof(name));

    private static LambdaLogLevel? Find(ReadOnlySpan<char> upper) => upper switch
    {
        "TRACE" => LambdaLogLevel.Trace,
        "DEBUG" => LambdaLogLevel.Debug,
        "INFO" => LambdaLogLevel.Info,
        "WARN" or "WARNING" => LambdaLogLevel.Warn,
        "ERROR" => LambdaLogLevel.Error,
        "FATAL" or "CRITICAL" => LambdaLogLevel.Fatal,
        _ => null,
    };
}
