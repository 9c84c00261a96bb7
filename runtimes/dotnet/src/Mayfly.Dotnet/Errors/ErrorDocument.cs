using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mayfly.Dotnet.Errors;

/// <summary>An exception in the shape in which callers of a function see it: errorType, errorMessage, stackTrace, cause, causes.</summary>
/// <param name="Type">The exception's type, without its namespace.</param>
/// <param name="Json">UTF-8.</param>
internal sealed record ErrorDocument(string Type, byte[] Json)
{
    private const int MaximumBytes = 256 * 1024;
    private const int DeepestCause = 32;
    private static readonly JsonWriterOptions _options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ErrorDocument Of(Exception error)
    {
        if (error is ReportedException reported)
        {
            return reported.Document;
        }

        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json, _options))
        {
            Write(writer, error, 0);
        }

        string type = error.GetType().Name;
        return json.Length <= MaximumBytes
            ? new ErrorDocument(type, json.ToArray())
            : new ErrorDocument(type, "{\"errorMessage\": \"Exception exceeded maximum payload size of 256KB.\"}"u8.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, Exception error, int depth)
    {
        writer.WriteStartObject();
        writer.WriteString("errorType", error.GetType().Name);
        writer.WriteString("errorMessage", error.Message.Trim());
        string[] frames = StackTraceText.FramesOf(error);
        if (frames.Length > 0)
        {
            writer.WriteStartArray("stackTrace");
            foreach (string frame in frames)
            {
                writer.WriteStringValue(frame);
            }

            writer.WriteEndArray();
        }

        if (depth < DeepestCause)
        {
            if (error.InnerException is { } cause)
            {
                writer.WritePropertyName("cause");
                Write(writer, cause, depth + 1);
            }

            if (error is AggregateException { InnerExceptions.Count: > 0 } several)
            {
                writer.WriteStartArray("causes");
                foreach (Exception one in several.InnerExceptions)
                {
                    Write(writer, one, depth + 1);
                }

                writer.WriteEndArray();
            }
        }

        writer.WriteEndObject();
    }
}
