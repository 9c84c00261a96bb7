using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>
/// Lambda's own log lines in the JSON format: <c>{"time","type","record"}</c> as in AWS's Telemetry API event schema reference. Each ends with a newline.
/// </summary>
internal static class PlatformJson
{
    private const long BytesPerMegabyte = 1024 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void InitStart(IBufferWriter<byte> output, DateTimeOffset time, PlatformInit init) => Write(output, time, "platform.initStart", init, static (json, init) =>
    {
        json.WriteString("initializationType", "on-demand");
        json.WriteString("phase", "init");
        if (init.RuntimeVersion is not null)
        {
            json.WriteString("runtimeVersion", init.RuntimeVersion);
            json.WriteString("runtimeVersionArn", init.RuntimeVersionArn);
        }

        json.WriteString("functionName", init.FunctionName);
        json.WriteString("functionVersion", init.FunctionVersion);
        json.WriteString("instanceId", init.Stream);
        json.WriteNumber("instanceMaxMemory", init.MemoryMb * BytesPerMegabyte);
    });

    public static void InitRuntimeDone(IBufferWriter<byte> output, DateTimeOffset time, PlatformInitReport report) =>
        Write(output, time, "platform.initRuntimeDone", report, static (json, report) => WriteInit(json, report));

    public static void InitReport(IBufferWriter<byte> output, DateTimeOffset time, PlatformInitReport report) => Write(output, time, "platform.initReport", report, static (json, report) =>
    {
        WriteInit(json, report);
        json.WriteStartObject("metrics");
        WriteMilliseconds(json, "durationMs", report.Duration);
        json.WriteEndObject();
    });

    public static void Start(IBufferWriter<byte> output, DateTimeOffset time, string requestId, string version, PlatformTrace? trace) =>
        Write(output, time, "platform.start", (requestId, version, trace), static (json, start) =>
        {
            json.WriteString("requestId", start.requestId);
            json.WriteString("version", start.version);
            WriteTrace(json, start.trace);
        });

    public static void RuntimeDone(IBufferWriter<byte> output, DateTimeOffset time, PlatformReport report) => Write(output, time, "platform.runtimeDone", report, static (json, report) =>
    {
        json.WriteString("requestId", report.RequestId);
        WriteStatus(json, report.Status, report.ErrorType);
        json.WriteStartObject("metrics");
        WriteMilliseconds(json, "durationMs", report.Duration);
        json.WriteNumber("producedBytes", report.ProducedBytes);
        json.WriteEndObject();
        WriteTrace(json, report.Trace);
    });

    public static void Report(IBufferWriter<byte> output, DateTimeOffset time, PlatformReport report) => Write(output, time, "platform.report", report, static (json, report) =>
    {
        json.WriteString("requestId", report.RequestId);
        json.WriteStartObject("metrics");
        WriteMilliseconds(json, "durationMs", report.Duration);
        json.WriteNumber("billedDurationMs", report.BilledMilliseconds);
        json.WriteNumber("memorySizeMB", report.MemorySizeMb);
        json.WriteNumber("maxMemoryUsedMB", report.MaxMemoryUsedMb);
        if (report.InitDuration is { } init)
        {
            WriteMilliseconds(json, "initDurationMs", init);
        }

        json.WriteEndObject();
        WriteTrace(json, report.Trace);
        WriteStatus(json, report.Status, report.ErrorType);
    });

    private static void Write<T>(IBufferWriter<byte> output, DateTimeOffset time, string type, T record, Action<Utf8JsonWriter, T> writeRecord)
    {
        using (Utf8JsonWriter json = new(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("type", type);
            json.WriteStartObject("record");
            writeRecord(json, record);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteInit(Utf8JsonWriter json, PlatformInitReport report)
    {
        json.WriteString("initializationType", "on-demand");
        json.WriteString("phase", report.Phase);
        WriteStatus(json, report.Status, report.ErrorType);
    }

    private static void WriteStatus(Utf8JsonWriter json, PlatformStatus status, string? errorType)
    {
        json.WriteString("status", PlatformWords.Of(status));
        if (errorType is not null && status is PlatformStatus.Error or PlatformStatus.Failure)
        {
            json.WriteString("errorType", errorType);
        }
    }

    private static void WriteTrace(Utf8JsonWriter json, PlatformTrace? trace)
    {
        if (trace is not null)
        {
            json.WriteStartObject("tracing");
            json.WriteString("spanId", trace.SegmentId);
            json.WriteString("type", "X-Amzn-Trace-Id");
            json.WriteString("value", trace.Header);
            json.WriteEndObject();
        }
    }

    /// <summary>Microseconds are as fine as AWS goes.</summary>
    private static void WriteMilliseconds(Utf8JsonWriter json, string name, TimeSpan duration) => json.WriteNumber(name, Math.Round((decimal)duration.TotalMilliseconds, 3));
}
