using System.Globalization;
using System.Text.Json;

namespace Mayfly.Core.EventQueue.Destinations;

/// <summary>What a destination is told: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations</summary>
internal static class DestinationRecord
{
    public static byte[] Write(FinishedEvent finished, DateTimeOffset now)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteString("timestamp", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteStartObject("requestContext");
            json.WriteString("requestId", finished.Header.RequestId);
            json.WriteString("functionArn", finished.Arn);
            json.WriteString("condition", finished.Condition.ToString());
            json.WriteNumber("approximateInvokeCount", finished.Runs);
            json.WriteEndObject();
            WritePayload(json, "requestPayload", finished.Payload);
            if (finished.Outcome is { ExecutedVersion: { } version })
            {
                json.WriteStartObject("responseContext");
                json.WriteNumber("statusCode", 200);
                json.WriteString("executedVersion", version);
                if (finished.Condition != EventCondition.Success)
                {
                    json.WriteString("functionError", "Unhandled");
                }

                json.WriteEndObject();
            }

            if (finished.Outcome?.Result is { } result)
            {
                WritePayload(json, "responsePayload", result.Span);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>As it is; what a function answers need not be JSON, and is text then.</summary>
    private static void WritePayload(Utf8JsonWriter json, string name, ReadOnlySpan<byte> payload)
    {
        json.WritePropertyName(name);
        Utf8JsonReader reader = new(payload);
        if (JsonDocument.TryParseValue(ref reader, out JsonDocument? document))
        {
            using (document)
            {
                document.RootElement.WriteTo(json);
            }
        }
        else
        {
            json.WriteStringValue(payload);
        }
    }
}
