using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Mayfly.Core.Extensions;
using Mayfly.Core.Telemetry;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>
/// Lambda's own log lines in the text format, byte for byte as AWS writes them. Each ends with a newline. Written as UTF-8 without a string in between:
/// three of them are on the path of every invocation.
/// </summary>
internal static class PlatformText
{
    /// <summary>More than any line needs besides the texts that are not Lambda's own.</summary>
    private const int Room = 512;

    public static void InitStart(IBufferWriter<byte> output, PlatformInit init) =>
        Append(output, $"INIT_START Runtime Version: {init.RuntimeVersion}\tRuntime Version ARN: {init.RuntimeVersionArn}\n");

    /// <summary>AWS writes this line only when loading went wrong.</summary>
    public static void InitReport(IBufferWriter<byte> output, in PlatformInitReport report)
    {
        Append(output, string.Create(CultureInfo.InvariantCulture, $"INIT_REPORT Init Duration: {report.Duration.TotalMilliseconds:F2} ms\tPhase: {report.Phase}\tStatus: {PlatformWords.Of(report.Status)}"));
        Append(output, report.ErrorType is { } type ? $"\tError Type: {type}\n" : "\n");
    }

    public static void Start(IBufferWriter<byte> output, string requestId, string version)
    {
        Span<byte> line = output.GetSpan(Room + requestId.Length);
        Utf8.TryWrite(line, CultureInfo.InvariantCulture, $"START RequestId: {requestId} Version: {version}\n", out int written);
        output.Advance(written);
    }

    public static void End(IBufferWriter<byte> output, string requestId)
    {
        Span<byte> line = output.GetSpan(Room + requestId.Length);
        Utf8.TryWrite(line, CultureInfo.InvariantCulture, $"END RequestId: {requestId}\n", out int written);
        output.Advance(written);
    }

    /// <summary>How far an extension came in Init.</summary>
    public static void Extension(IBufferWriter<byte> output, ExtensionReport report)
    {
        Append(output, $"EXTENSION\tName: {report.Name}\tState: {report.State}\tEvents: [{string.Join(',', report.EventNames)}]");
        Append(output, report.ErrorType is { } type ? $"\tError Type: {type}\n" : "\n");
    }

    public static void Subscribed(IBufferWriter<byte> output, TelemetrySubscription subscription) => Append(
        output,
        $"{(subscription.Api == TelemetryApi.Telemetry ? "TELEMETRY" : "LOGS")}\tName: {subscription.Extension}\tState: Subscribed\tTypes: [{string.Join(", ", subscription.TypeNames)}]\n");

    /// <summary>The line that AWS writes for an invocation that ran out of time, before END, with an empty line behind it.</summary>
    public static void TimedOut(IBufferWriter<byte> output, DateTimeOffset time, string requestId, TimeSpan timeout) =>
        Append(output, string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {requestId} Task timed out after {timeout.TotalSeconds:F2} seconds\n\n"));

    public static void Report(IBufferWriter<byte> output, PlatformReport report)
    {
        Span<byte> line = output.GetSpan(Room + report.RequestId.Length);
        Utf8.TryWrite(
            line,
            CultureInfo.InvariantCulture,
            $"REPORT RequestId: {report.RequestId}\tDuration: {report.Duration.TotalMilliseconds:F2} ms\tBilled Duration: {report.BilledMilliseconds} ms\tMemory Size: {report.MemorySizeMb} MB\tMax Memory Used: {report.MaxMemoryUsedMb} MB\t",
            out int written);
        output.Advance(written);
        if (report.InitDuration is { } init)
        {
            Append(output, string.Create(CultureInfo.InvariantCulture, $"Init Duration: {init.TotalMilliseconds:F2} ms\t"));
        }

        if (report.Status is PlatformStatus.Error or PlatformStatus.Timeout)
        {
            Append(output, $"Status: {PlatformWords.Of(report.Status)}");
            if (report.Status == PlatformStatus.Error && report.ErrorType is { } type)
            {
                Append(output, $"\tError Type: {type}");
            }
        }

        Append(output, "\n");
        if (report.Trace is { Sampled: true } trace)
        {
            Append(output, $"XRAY TraceId: {trace.TraceId}\tSegmentId: {trace.SegmentId}\tSampled: true\t\n");
        }
    }

    private static void Append(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
