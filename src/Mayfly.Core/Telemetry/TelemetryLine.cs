using System.Buffers;
using System.Text;
using System.Text.Json;
using Mayfly.Core.Logs.Lambda;

namespace Mayfly.Core.Telemetry;

/// <summary>A log line as an event: <c>{"time","type","record"}</c>.</summary>
internal static class TelemetryLine
{
    /// <summary>Whether a line is one JSON object and nothing else.</summary>
    public static bool IsObject(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r"u8);
        if (line is not [(byte)'{', .., (byte)'}'])
        {
            return false;
        }

        try
        {
            Utf8JsonReader reader = new(line);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public static byte[] Compose(TelemetryTypes type, DateTimeOffset at, ReadOnlySpan<byte> line, bool asObject)
    {
        ArrayBufferWriter<byte> output = new(line.Length + 128);
        using (Utf8JsonWriter json = new(output, PlatformJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("time", PlatformJson.TimeText(at));
            json.WriteString("type", type == TelemetryTypes.Function ? "function" : "extension");
            json.WritePropertyName("record");
            if (asObject)
            {
                json.WriteRawValue(line, skipInputValidation: true);
            }
            else
            {
                // A line may hold any bytes: what is no UTF-8 is replaced, as in the log.
                json.WriteStringValue(Encoding.UTF8.GetString(line));
            }

            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
