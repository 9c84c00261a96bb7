using System.Buffers;
using System.Text.Json;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.Extensions;

/// <summary>What GET /extension/event/next answers.</summary>
/// <param name="Id">A UUID, for Lambda-Extension-Event-Identifier.</param>
/// <param name="Body">JSON.</param>
internal sealed record ExtensionEvent(string Id, ReadOnlyMemory<byte> Body)
{
    public static ExtensionEvent Invoke(InvocationRequest request, DateTimeOffset deadline) => Compose("INVOKE", deadline, json =>
    {
        json.WriteString("requestId", request.RequestId);
        json.WriteString("invokedFunctionArn", request.InvokedArn);
        json.WriteStartObject("tracing");
        json.WriteString("type", "X-Amzn-Trace-Id");
        json.WriteString("value", request.TraceHeader);
        json.WriteEndObject();
    });

    public static ExtensionEvent Shutdown(string reason, DateTimeOffset deadline) => Compose("SHUTDOWN", deadline, json => json.WriteString("shutdownReason", reason));

    private static ExtensionEvent Compose(string kind, DateTimeOffset deadline, Action<Utf8JsonWriter> writeRest)
    {
        ArrayBufferWriter<byte> body = new(512);
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteString("eventType", kind);
            json.WriteNumber("deadlineMs", deadline.ToUnixTimeMilliseconds());
            writeRest(json);
            json.WriteEndObject();
        }

        return new ExtensionEvent(Guid.NewGuid().ToString(), body.WrittenMemory);
    }
}
