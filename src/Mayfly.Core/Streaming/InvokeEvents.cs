using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mayfly.Core.Streaming;

/// <summary>The events that an InvokeWithResponseStream is answered with: https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStreamResponseEvent.html</summary>
internal static class InvokeEvents
{
    private static readonly byte[] ChunkHeaders = HeadersOf("PayloadChunk", "application/octet-stream");
    private static readonly byte[] CompleteHeaders = HeadersOf("InvokeComplete", "application/json");

    public static void WritePayloadChunk(IBufferWriter<byte> output, in ReadOnlySequence<byte> payload) => EventStreamMessage.Write(output, ChunkHeaders, payload);

    /// <summary>The last event.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="errorCode">Null when all went well.</param>
    /// <param name="errorDetails">An error document.</param>
    /// <param name="logTail">The end of the log, when it was asked for.</param>
    public static void WriteInvokeComplete(IBufferWriter<byte> output, string? errorCode, ReadOnlySpan<byte> errorDetails, byte[]? logTail)
    {
        ArrayBufferWriter<byte> payload = new();
        using (Utf8JsonWriter json = new(payload, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (errorCode is not null)
            {
                json.WriteString("ErrorCode", errorCode);

                // From the function: whatever is no UTF-8 in it must not cost the answer its end.
                json.WriteString("ErrorDetails", Encoding.UTF8.GetString(errorDetails));
            }

            if (logTail is not null)
            {
                json.WriteBase64String("LogResult", logTail);
            }

            json.WriteEndObject();
        }

        EventStreamMessage.Write(output, CompleteHeaders, new ReadOnlySequence<byte>(payload.WrittenMemory));
    }

    private static byte[] HeadersOf(string eventType, string contentType)
        => EventStreamMessage.Headers((":event-type", eventType), (":content-type", contentType), (":message-type", "event"));
}
