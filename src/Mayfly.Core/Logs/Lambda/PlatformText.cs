using System.Buffers;
using System.Globalization;
using System.Text;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>Lambda's own log lines in the text format, byte for byte as AWS writes them. Each ends with a newline.</summary>
internal static class PlatformText
{
    public static void InitStart(IBufferWriter<byte> output, PlatformInit init) =>
        Write(output, $"INIT_START Runtime Version: {init.RuntimeVersion}\tRuntime Version ARN: {init.RuntimeVersionArn}\n");

    /// <summary>AWS writes this line only when loading went wrong.</summary>
    public static void InitReport(IBufferWriter<byte> output, in PlatformInitReport report)
    {
        Write(output, $"INIT_REPORT Init Duration: {report.Duration.TotalMilliseconds:F2} ms\tPhase: {report.Phase}\tStatus: {PlatformWords.Of(report.Status)}");
        Write(output, report.ErrorType is { } type ? $"\tError Type: {type}\n" : (FormattableString)$"\n");
    }

    public static void Start(IBufferWriter<byte> output, string requestId, string version) =>
        Write(output, $"START RequestId: {requestId} Version: {version}\n");

    public static void End(IBufferWriter<byte> output, string requestId) => Write(output, $"END RequestId: {requestId}\n");

    /// <summary>The line that AWS writes for an invocation that ran out of time, before END, with an empty line behind it.</summary>
    public static void TimedOut(IBufferWriter<byte> output, DateTimeOffset time, string requestId, TimeSpan timeout) =>
        Write(output, $"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {requestId} Task timed out after {timeout.TotalSeconds:F2} seconds\n\n");

    public static void Report(IBufferWriter<byte> output, PlatformReport report)
    {
        Write(
            output,
            $"REPORT RequestId: {report.RequestId}\tDuration: {report.Duration.TotalMilliseconds:F2} ms\tBilled Duration: {report.BilledMilliseconds} ms\tMemory Size: {report.MemorySizeMb} MB\tMax Memory Used: {report.MaxMemoryUsedMb} MB\t");
        if (report.InitDuration is { } init)
        {
            Write(output, $"Init Duration: {init.TotalMilliseconds:F2} ms\t");
        }

        if (report.Status is PlatformStatus.Error or PlatformStatus.Timeout)
        {
            Write(output, $"Status: {PlatformWords.Of(report.Status)}");
            if (report.Status == PlatformStatus.Error && report.ErrorType is { } type)
            {
                Write(output, $"\tError Type: {type}");
            }
        }

        Write(output, $"\n");
        if (report.Trace is { Sampled: true } trace)
        {
            Write(output, $"XRAY TraceId: {trace.TraceId}\tSegmentId: {trace.SegmentId}\tSampled: true\t\n");
        }
    }

    private static void Write(IBufferWriter<byte> output, FormattableString text) =>
        Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture), output);
}
