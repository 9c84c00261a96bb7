using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>A string, number, boolean or null of a record.</summary>
internal readonly ref struct LeafValue
{
    private LeafValue(JsonValueKind kind, ReadOnlySpan<byte> text)
    {
        Kind = kind;
        Text = text;
    }

    public JsonValueKind Kind { get; }

    /// <summary>UTF-8: a string's content without escapes, everything else as it is written.</summary>
    public ReadOnlySpan<byte> Text { get; }

    public bool IsString => Kind == JsonValueKind.String;

    public static LeafValue Of(in JsonElement value)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        if (value.ValueKind != JsonValueKind.String)
        {
            return new LeafValue(value.ValueKind, raw);
        }

        ReadOnlySpan<byte> content = raw[1..^1];
        return new LeafValue(JsonValueKind.String, content.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(value.GetString()!) : content);
    }
}
