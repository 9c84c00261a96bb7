using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mayfly.Core.Extensions;
using Mayfly.Core.Streaming;
using Mayfly.Core.Telemetry;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>
/// Lambda's own log lines in the JSON format: <c>{"time","type","record"}</c> as in AWS's Telemetry API event schema reference. Each ends with a newline.
/// </summary>
internal static class PlatformJson
{
    private const long BytesPerMegabyte = 1024 * 1024;

    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        if (report.Spans is { } spans)
        {
            WriteSpans(json, spans);
        }

        json.WriteStartObject("metrics");
        WriteMilliseconds(json, "durationMs", report.RuntimeDuration ?? report.Duration);
        json.WriteNumber("producedBytes", report.ProducedBytes);
        json.WriteEndObject();
        WriteTrace(json, report.Trace);
    });

    public static void Report(IBufferWriter<byte> output, DateTimeOffset time, PlatformReport report) => Write(output, time, "platform.report", (report, time), static (json, context) =>
    {
        (PlatformReport report, DateTimeOffset time) = context;
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
        if (report.ExtensionOverhead is { } overhead)
        {
            json.WriteStartArray("spans");
            WriteSpan(json, "extensionOverhead", time - overhead, overhead);
            json.WriteEndArray();
        }
    });

    /// <summary>How far an extension came in Init.</summary>
    public static void Extension(IBufferWriter<byte> output, DateTimeOffset time, ExtensionReport report) => Write(output, time, "platform.extension", report, static (json, report) =>
    {
        json.WriteString("name", report.Name);
        json.WriteString("state", report.State.ToString());
        WriteStrings(json, "events", report.EventNames);
        if (report.ErrorType is not null)
        {
            json.WriteString("errorType", report.ErrorType);
        }
    });

    /// <summary>platform.telemetrySubscription or platform.logsSubscription.</summary>
    public static void Subscribed(IBufferWriter<byte> output, DateTimeOffset time, TelemetrySubscription subscription) =>
        Write(output, time, subscription.Api == TelemetryApi.Telemetry ? "platform.telemetrySubscription" : "platform.logsSubscription", subscription, static (json, subscription) =>
        {
            json.WriteString("name", subscription.Extension);
            json.WriteString("state", "Subscribed");
            WriteStrings(json, "types", subscription.TypeNames.Select(static name => name.ToLowerInvariant()));
        });

    /// <summary>An invocation has ended: the Logs API's event.</summary>
    public static void End(IBufferWriter<byte> output, DateTimeOffset time, string requestId) =>
        Write(output, time, "platform.end", requestId, static (json, requestId) => json.WriteString("requestId", requestId));

    /// <summary>A process has ended that should not have: the Logs API's event, whose record is a sentence.</summary>
    public static void Fault(IBufferWriter<byte> output, DateTimeOffset time, string sentence)
    {
        using Utf8JsonWriter json = new(output, Options);
        json.WriteStartObject();
        json.WriteString("time", TimeText(time));
        json.WriteString("type", "platform.fault");
        json.WriteString("record", sentence);
        json.WriteEndObject();
    }

    /// <summary>Events that a subscriber did not get.</summary>
    public static byte[] LogsDropped(DateTimeOffset time, long records, long bytes, string reason)
    {
        ArrayBufferWriter<byte> output = new(256);
        Write(output, time, "platform.logsDropped", (records, bytes, reason), static (json, dropped) =>
        {
            json.WriteString("reason", dropped.reason);
            json.WriteNumber("droppedRecords", dropped.records);
            json.WriteNumber("droppedBytes", dropped.bytes);
        });
        return output.WrittenSpan[..^1].ToArray();
    }

    /// <summary>As AWS writes times, to the millisecond.</summary>
    public static string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void Write<T>(IBufferWriter<byte> output, DateTimeOffset time, string type, T record, Action<Utf8JsonWriter, T> writeRecord)
    {
        using (Utf8JsonWriter json = new(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", TimeText(time));
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

    /// <summary>How long the runtime took to begin its response, to end it, and then to be ready for the next event.</summary>
    private static void WriteSpans(Utf8JsonWriter json, ResponseSpans spans)
    {
        json.WriteStartArray("spans");
        WriteSpan(json, "responseLatency", spans.Began - spans.Latency, spans.Latency);
        WriteSpan(json, "responseDuration", spans.Began, spans.Duration);
        if (spans.Overhead is { } overhead)
        {
            WriteSpan(json, "runtimeOverhead", spans.Began + spans.Duration, overhead);
        }

        json.WriteEndArray();
    }

    private static void WriteSpan(Utf8JsonWriter json, string name, DateTimeOffset start, TimeSpan duration)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("start", TimeText(start));
        WriteMilliseconds(json, "durationMs", duration);
        json.WriteEndObject();
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
