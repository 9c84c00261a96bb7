namespace Amazon.Lambda.Core;

/// <summary>The trace of the invocation that runs; a runtime sets it before each.</summary>
public class LambdaTraceProvider
{
    private static string? _traceId;

    protected LambdaTraceProvider()
    {
    }

    public static string? CurrentTraceId => _traceId ?? Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID");

    internal static void SetCurrentTraceId(string? traceId) => _traceId = traceId;
}
