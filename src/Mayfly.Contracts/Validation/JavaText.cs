using System.Collections;
using System.Globalization;

namespace Mayfly.Contracts.Validation;

/// <summary>Values as Java prints them, since AWS's messages come from Java: <c>[a, b]</c>, <c>{k=v}</c>, <c>2.0</c>.</summary>
internal static class JavaText
{
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".EN∞") < 0 ? text + ".0" : text;
    }

    public static string? OrNull(long? value) => value is { } number ? Of(number) : null;

    public static string? OrNull(double? value) => value is { } number ? Of(number) : null;

    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        double number => Of(number),
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ReadOnlyMemory<byte> blob => $"java.nio.HeapByteBuffer[pos=0 lim={blob.Length} cap={blob.Length}]",
        IEnumerable<KeyValuePair<string, string>> map => OfMap(map),
        IEnumerable<KeyValuePair<string, double>> map => OfMap(map),
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> map => OfMap(map),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "null",
    };

    private static string OfMap<T>(IEnumerable<KeyValuePair<string, T>> map) => $"{{{string.Join(", ", map.Select(entry => $"{entry.Key}={Of(entry.Value)}"))}}}";
}
