using System.Text;
using System.Text.Json;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>
/// Reads a pattern's JSON: objects down to lists of tests. Alternatives (<c>$or</c>) are multiplied out, so that each is one pattern whose fields are asked of the
/// same elements of arrays. Throws FormatException for what is no pattern.
/// </summary>
internal static class FilterPatternParser
{
    private const string Or = "$or";

    /// <summary>EventBridge's limit of combinations.</summary>
    private const int MostCombinations = 1000;

    public static PatternNode[] Parse(JsonElement pattern) => [.. ParseObject(pattern, []).Select(static shape => shape.Build())];

    private static List<PatternShape> ParseObject(JsonElement pattern, byte[][] way)
    {
        if (pattern.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("Filter is not an object.");
        }

        // Of two fields with the same name, the last counts.
        Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
        foreach (JsonProperty property in pattern.EnumerateObject())
        {
            fields[property.Name] = property.Value;
        }

        if (fields.Count == 0)
        {
            throw new FormatException("Empty objects are not allowed.");
        }

        return fields.Select(field => ParseField(field.Key, field.Value, way)).Aggregate(Multiply);
    }

    private static List<PatternShape> ParseField(string name, JsonElement value, byte[][] way)
    {
        if (name == Or && IsAlternatives(value))
        {
            return [.. value.EnumerateArray().SelectMany(one => ParseObject(one, way))];
        }

        byte[][] here = [.. way, Encoding.UTF8.GetBytes(name)];
        return value.ValueKind switch
        {
            JsonValueKind.Object => [.. ParseObject(value, here).Select(within => PatternShape.Of(name, within))],
            JsonValueKind.Array => [PatternShape.Of(name, ParseList(value, here))],
            _ => throw new FormatException("A field's pattern must be an object or an array."),
        };
    }

    private static List<PatternShape> Multiply(List<PatternShape> left, List<PatternShape> right) => left.Count * right.Count <= MostCombinations
        ? [.. left.SelectMany(_ => right, PatternShape.Merge)]
        : throw new FormatException("Too many combinations.");

    private static LeafPattern ParseList(JsonElement list, byte[][] way)
    {
        if (list.GetArrayLength() == 0)
        {
            throw new FormatException("Empty arrays are not allowed.");
        }

        List<ValueTest> tests = [];
        bool absent = false;
        foreach (JsonElement entry in list.EnumerateArray())
        {
            if (ValueTestParser.Parse(entry) is { } test)
            {
                tests.Add(test);
            }
            else
            {
                absent = true;
            }
        }

        return new LeafPattern([.. tests], absent ? way : null);
    }

    /// <summary>A field may be called "$or" too: alternatives are two or more objects, none of which is a comparison.</summary>
    private static bool IsAlternatives(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
        && value.GetArrayLength() > 1
        && value.EnumerateArray().All(static one => one.ValueKind == JsonValueKind.Object && !one.EnumerateObject().Any(static field => ValueTestParser.IsComparison(field.Name)));
}
