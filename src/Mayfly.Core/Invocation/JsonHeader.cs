using System.Text;
using System.Text.Json;

namespace Mayfly.Core.Invocation;

/// <summary>JSON made fit for an HTTP header: one line, ASCII.</summary>
internal static class JsonHeader
{
    public static string Compact(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        using MemoryStream text = new();
        using (Utf8JsonWriter writer = new(text))
        {
            // The default encoder escapes all but ASCII.
            document.RootElement.WriteTo(writer);
        }

        return Encoding.ASCII.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
