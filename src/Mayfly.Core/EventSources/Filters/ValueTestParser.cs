using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>Reads one entry of a pattern's list: a plain value, or an object with one comparison. Throws FormatException for what is neither.</summary>
internal static class ValueTestParser
{
    private static readonly FrozenSet<string> Comparisons = FrozenSet.ToFrozenSet(
        ["prefix", "suffix", "equals-ignore-case", "wildcard", "cidr", "numeric", "exists", "anything-but"], StringComparer.Ordinal);

    public static bool IsComparison(string name) => Comparisons.Contains(name);

    /// <summary>Null for <c>exists: false</c>, which asks nothing of a value.</summary>
    public static ValueTest? Parse(JsonElement entry) => entry.ValueKind switch
    {
        JsonValueKind.Object => ParseComparison(SingleField(entry)),
        JsonValueKind.Array => throw new FormatException("A list within a list is no pattern."),
        _ => Exact(entry),
    };

    private static ValueTest? ParseComparison(JsonProperty comparison) => comparison.Name switch
    {
        "exists" => Exists(comparison.Value),
        "numeric" => NumericTestParser.Parse(comparison.Value),
        "anything-but" => AnythingBut(comparison.Value),
        "cidr" => CidrTest.Parse(Text(comparison.Value)),
        _ => OfText(comparison.Name, comparison.Value),
    };

    /// <summary>The comparisons that may also stand within anything-but.</summary>
    private static ValueTest OfText(string name, JsonElement value) => name switch
    {
        "prefix" => value.ValueKind == JsonValueKind.Object ? IgnoringCase(value, TextPart.Beginning) : new PrefixTest(Bytes(value)),
        "suffix" => value.ValueKind == JsonValueKind.Object ? IgnoringCase(value, TextPart.End) : new SuffixTest(Bytes(value)),
        "equals-ignore-case" => new IgnoreCaseTest(Text(value), TextPart.Whole),
        "wildcard" => WildcardTest.Parse(Text(value)),
        _ => throw new FormatException($"Unrecognized match type {name}."),
    };

    private static AnythingButTest AnythingBut(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return new AnythingButTest(Excluded(value));
        }

        JsonProperty comparison = SingleField(value);
        return comparison.Value.ValueKind == JsonValueKind.Array
            ? new AnythingButTest([.. NotEmpty(comparison.Value).Select(one => Excluded(comparison.Name, one))])
            : new AnythingButTest([Excluded(comparison.Name, comparison.Value)]);
    }

    private static ValueTest Excluded(string name, JsonElement value) =>
        name is "prefix" or "suffix" && value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0
            ? throw new FormatException("Empty prefix/suffix not allowed.")
            : OfText(name, value);

    /// <summary>Strings or numbers, but not both; numbers are excluded however they are written.</summary>
    private static ValueTest[] Excluded(JsonElement value)
    {
        JsonElement[] values = value.ValueKind == JsonValueKind.Array ? [.. NotEmpty(value)] : [value];
        JsonValueKind kind = values[0].ValueKind;
        if (kind is not (JsonValueKind.String or JsonValueKind.Number) || values.Any(one => one.ValueKind != kind))
        {
            throw new FormatException("Inside anything-but, either all values are numbers or all are strings.");
        }

        return [.. values.Select<JsonElement, ValueTest>(one => kind == JsonValueKind.String ? Exact(one) : NumericTest.EqualTo(NumericTestParser.Number(one)))];
    }

    private static IgnoreCaseTest IgnoringCase(JsonElement value, TextPart part)
    {
        JsonProperty nested = SingleField(value);
        return nested.Name == "equals-ignore-case" ? new IgnoreCaseTest(Text(nested.Value), part) : throw new FormatException($"Unsupported comparison {nested.Name}.");
    }

    private static PresenceTest? Exists(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => new PresenceTest(),
        JsonValueKind.False => null,
        _ => throw new FormatException("Exists must be true or false."),
    };

    private static ExactTest Exact(JsonElement value) =>
        new ExactTest(value.ValueKind, value.ValueKind == JsonValueKind.String ? Bytes(value) : Encoding.UTF8.GetBytes(value.GetRawText()));

    private static JsonProperty SingleField(JsonElement value) =>
        value.GetPropertyCount() == 1 ? value.EnumerateObject().First() : throw new FormatException("Only one key is allowed in a match expression.");

    private static JsonElement.ArrayEnumerator NotEmpty(JsonElement list) =>
        list.GetArrayLength() > 0 ? list.EnumerateArray() : throw new FormatException("Empty arrays are not allowed.");

    private static byte[] Bytes(JsonElement value) => Encoding.UTF8.GetBytes(Text(value));

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException("A string is wanted.");
}
