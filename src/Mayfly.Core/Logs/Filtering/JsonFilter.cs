using System.Text.Json;

namespace Mayfly.Core.Logs.Filtering;

/// <summary>A condition on messages that are one JSON object or array; other messages do not match.</summary>
internal sealed class JsonFilter(Condition<JsonElement> condition) : LogFilter
{
    public override bool Matches(ReadOnlySpan<byte> message)
    {
        message = message.TrimStart(" \t\r\n"u8);
        if (message.IsEmpty || message[0] is not ((byte)'{' or (byte)'['))
        {
            return false;
        }

        try
        {
            Utf8JsonReader reader = new(message);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            bool whole = message[(int)reader.BytesConsumed..].TrimStart(" \t\r\n"u8).IsEmpty;
            return whole && condition.Holds(document.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
