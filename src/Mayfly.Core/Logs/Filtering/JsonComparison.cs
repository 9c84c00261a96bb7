using System.Runtime.InteropServices;
using System.Text.Json;

namespace Mayfly.Core.Logs.Filtering;

/// <summary><c>$.a.b = "x"</c>: a selected string or number compares so. Missing values, objects, arrays and null never do, not even with <c>!=</c>.</summary>
internal sealed class JsonComparison(JsonSelector selector, Comparand comparand) : Condition<JsonElement>
{
    public override bool Holds(scoped in JsonElement subject) => selector.Any(subject, Accepts);

    private bool Accepts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => comparand.Accepts(JsonMarshal.GetRawUtf8Value(value), value.TryGetDouble(out double number) ? number : null),
        JsonValueKind.True => comparand.Accepts("true"u8, null),
        JsonValueKind.False => comparand.Accepts("false"u8, null),
        JsonValueKind.String => AcceptsString(value),
        _ => false,
    };

    private bool AcceptsString(JsonElement value)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        ReadOnlySpan<byte> content = raw[1..^1];
        return comparand.Accepts(content.Contains((byte)'\\') ? System.Text.Encoding.UTF8.GetBytes(value.GetString()!) : content, null);
    }
}
