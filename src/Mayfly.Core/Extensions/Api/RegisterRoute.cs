using System.Buffers;
using System.Text.Json;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.RuntimeApi.Connections;

namespace Mayfly.Core.Extensions.Api;

/// <summary>POST /2020-01-01/extension/register: an extension makes itself known, with the events that it wants.</summary>
internal static class RegisterRoute
{
    public static async Task HandleAsync(RuntimeApiRequest request)
    {
        if (request.Header("Lambda-Extension-Name") is not { Length: > 0 } name)
        {
            await ExtensionRoutes.RefuseAsync(request, new ExtensionRefusal("Extension.InvalidExtensionName", "Empty extension name"));
            return;
        }

        bool wantsAccount = request.Header("Lambda-Extension-Accept-Feature")?.Split(',', StringSplitOptions.TrimEntries).Contains("accountId") == true;
        using Payload? body = await request.ReadBodyAsync();
        if (body is null)
        {
            await request.RefuseSizeAsync();
            return;
        }

        ExtensionGroup group = request.Session.Extensions;
        ExtensionRefusal? refusal = ReadEvents(body.Memory, group.IsExternal(name), out ExtensionEvents events);
        Extension? extension = null;
        refusal ??= group.TryRegister(name, events, out extension);
        await (refusal is null ? WelcomeAsync(request, extension!, group.Function!, wantsAccount) : ExtensionRoutes.RefuseAsync(request, refusal));
    }

    private static Task WelcomeAsync(RuntimeApiRequest request, Extension extension, FunctionVersion function, bool wantsAccount)
    {
        ArrayBufferWriter<byte> body = new(256);
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            if (wantsAccount)
            {
                json.WriteString("accountId", function.Key.Account);
            }

            json.WriteString("functionName", function.Key.Name);
            json.WriteString("functionVersion", function.Version);
            json.WriteString("handler", function.Handler ?? "");
            json.WriteEndObject();
        }

        ResponseBuffer output = request.Output;
        output.Status(200);
        output.Header("Content-Type"u8, "application/json"u8);
        output.Header("Lambda-Extension-Identifier"u8, extension.Id.ToString());
        return request.FinishAsync(body.WrittenSpan);
    }

    /// <summary>{"events": ["INVOKE", "SHUTDOWN"]}; without any the extension only takes part in Init.</summary>
    private static ExtensionRefusal? ReadEvents(ReadOnlyMemory<byte> body, bool isExternal, out ExtensionEvents events)
    {
        events = ExtensionEvents.None;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement.TryGetProperty("configurationKeys", out JsonElement keys) && keys is { ValueKind: JsonValueKind.Array } && keys.GetArrayLength() > 0)
            {
                return Malformed("configurationKeys are deprecated; use environment variables instead");
            }

            if (!document.RootElement.TryGetProperty("events", out JsonElement wanted) || wanted.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            foreach (JsonElement one in wanted.EnumerateArray())
            {
                switch (one.GetString())
                {
                    case "INVOKE":
                        events |= ExtensionEvents.Invoke;
                        break;
                    case "SHUTDOWN" when isExternal:
                        events |= ExtensionEvents.Shutdown;
                        break;
                    case "SHUTDOWN":
                        return new ExtensionRefusal("Extension.InvalidEventType", "SHUTDOWN: ShutdownEventNotSupportedForInternalExtension");
                    case string other:
                        return new ExtensionRefusal("Extension.InvalidEventType", $"{other}: ErrorInvalidEventType");
                    case null:
                        return Malformed("An event must be a string.");
                }
            }

            return null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return Malformed($"The body cannot be read as {{\"events\": [...]}}: {fault.Message}");
        }
    }

    private static ExtensionRefusal Malformed(string message) => new("InvalidRequestFormat", message);
}
