using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mayfly.Dotnet.RuntimeApi;

namespace Mayfly.Dotnet.Logging;

/// <summary>A log message in the JSON format: what AWS's runtime writes, with the placeholders' arguments as members.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = false };

    public static string Compose(DateTime time, LogLevel level, InvocationHeaders? invocation, MessageTemplate template, object?[] arguments, Exception? error)
    {
        ArrayBufferWriter<byte> line = new(256);
        using (Utf8JsonWriter writer = new(line, _options))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", time.ToString(LambdaLog.DateFormat, CultureInfo.InvariantCulture));
            writer.WriteString("level", level.ToString());
            WriteUnlessEmpty(writer, "requestId", invocation?.RequestId);
            WriteUnlessEmpty(writer, "tenantId", invocation?.TenantId);
            WriteUnlessEmpty(writer, "traceId", invocation?.TraceId);
            writer.WriteString("message", template.Apply(arguments));
            for (int i = 0; i < template.Properties.Count; i++)
            {
                if (template.TryArgument(i, arguments, out object? argument) && argument is not null)
                {
                    writer.WritePropertyName(template.Properties[i].Name);
                    WriteArgument(writer, template.Properties[i], argument);
                }
            }

            if (error is not null)
            {
                WriteError(writer, error);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private static void WriteUnlessEmpty(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteError(Utf8JsonWriter writer, Exception error)
    {
        writer.WriteString("errorType", error.GetType().FullName);
        writer.WriteString("errorMessage", error.Message);
        writer.WriteStartArray("stackTrace");
        foreach (string line in error.ToString().Split('\n'))
        {
            writer.WriteStringValue(line.Trim());
        }

        writer.WriteEndArray();
    }

    private static void WriteArgument(Utf8JsonWriter writer, TemplateProperty property, object argument)
    {
        switch (argument)
        {
            case IList list and not IList<byte>:
                writer.WriteStartArray();
                foreach (object? item in list)
                {
                    WriteValue(writer, property, item);
                }

                writer.WriteEndArray();
                break;
            case IDictionary dictionary:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in dictionary)
                {
                    writer.WritePropertyName(entry.Key.ToString() ?? "");
                    WriteValue(writer, property, entry.Value);
                }

                writer.WriteEndObject();
                break;
            default:
                WriteValue(writer, property, argument);
                break;
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, TemplateProperty property, object? value)
    {
        if (property.AsJson && value is not null)
        {
            writer.WriteRawValue(Serialized(value));
            return;
        }

        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case IFormattable formattable when property.Format is not null: writer.WriteStringValue(TemplateProperty.Formatted(formattable, property.Format)); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case byte or sbyte or short or ushort or int or long: writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case uint or ulong: writer.WriteNumberValue(Convert.ToUInt64(value, CultureInfo.InvariantCulture)); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): writer.WriteNumberValue(number); break;
            case byte[] bytes: writer.WriteStringValue(TemplateProperty.Bytes(bytes)); break;
            case Memory<byte> bytes: writer.WriteStringValue(TemplateProperty.Bytes(bytes.Span)); break;
            case ReadOnlyMemory<byte> bytes: writer.WriteStringValue(TemplateProperty.Bytes(bytes.Span)); break;
            default: writer.WriteStringValue(TemplateProperty.PlainText(value)); break;
        }
    }

    /// <summary>What has no JSON is logged as text: a log line must not fail its function.</summary>
    private static string Serialized(object value)
    {
        try
        {
            return JsonSerializer.Serialize(value);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            return JsonSerializer.Serialize(value.ToString());
        }
    }
}
