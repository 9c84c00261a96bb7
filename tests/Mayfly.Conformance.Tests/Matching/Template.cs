using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mayfly.Conformance.Tests.Matching;

/// <summary>
/// Compares a value with a template: equal, but for objects that say otherwise: {"$matches": pattern}, {"$array": template of each item, of which there is
/// at least one}, {"$descending": [low, high]}, and {"$open": true, …} for an object that may have other members too.
/// </summary>
internal static class Template
{
    /// <summary>Where and how the value differs; null when it does not.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string place = "$") => expected switch
    {
        JsonObject pattern when pattern.TryGetPropertyValue("$matches", out JsonNode? regex)
            => actual is JsonValue text && text.GetValueKind() == JsonValueKind.String && Regex.IsMatch((string)text!, (string)regex!) ? null : Say(place, $"to match {regex}", actual),
        JsonObject each when each.TryGetPropertyValue("$array", out JsonNode? item)
            => actual is JsonArray { Count: > 0 } items ? FirstOf(items, (value, index) => Difference(item, value, $"{place}[{index}]")) : Say(place, "an array with items", actual),
        JsonObject range when range.TryGetPropertyValue("$descending", out JsonNode? bounds) => NotDescending(bounds!.AsArray(), actual, place),
        JsonObject members => actual is JsonObject other ? MemberDifference(members, other, place) : Say(place, "an object", actual),
        JsonArray items => actual is JsonArray others && others.Count == items.Count
            ? FirstOf(items, (item, index) => Difference(item, others[index], $"{place}[{index}]"))
            : Say(place, $"an array of {items.Count}", actual),
        _ => JsonNode.DeepEquals(expected, actual) ? null : Say(place, Show(expected), actual),
    };

    private static string? MemberDifference(JsonObject expected, JsonObject actual, string place)
    {
        bool open = expected.ContainsKey("$open");
        string[] names = [.. expected.Select(member => member.Key).Where(name => name != "$open")];
        string? missing = names.FirstOrDefault(name => !actual.ContainsKey(name));
        string? superfluous = open ? null : actual.Select(member => member.Key).FirstOrDefault(name => !expected.ContainsKey(name));
        return missing is not null ? Say(place, $"a member {missing}", actual)
            : superfluous is not null ? Say(place, $"no member {superfluous}", actual)
            : names.Select(name => Difference(expected[name], actual[name], $"{place}.{name}")).FirstOrDefault(difference => difference is not null);
    }

    private static string? NotDescending(JsonArray bounds, JsonNode? actual, string place)
    {
        double[] numbers = actual is JsonArray array && array.All(item => item?.GetValueKind() == JsonValueKind.Number) ? [.. array.Select(item => (double)item!)] : [];
        bool holds = numbers.Length > 1
            && numbers.Zip(numbers.Skip(1)).All(pair => pair.First > pair.Second)
            && numbers.All(number => number >= (double)bounds[0]! && number <= (double)bounds[1]!);
        return holds ? null : Say(place, string.Create(CultureInfo.InvariantCulture, $"falling numbers from {bounds[1]} to {bounds[0]}"), actual);
    }

    private static string? FirstOf(JsonArray items, Func<JsonNode?, int, string?> difference)
        => items.Select(difference).FirstOrDefault(one => one is not null);

    private static string Say(string place, string expected, JsonNode? actual) => $"at {place}: expected {expected}, got {Show(actual)}";

    private static string Show(JsonNode? node)
    {
        string text = node?.ToJsonString() ?? "null";
        return text.Length > 1500 ? $"{text[..1500]}… ({text.Length} characters)" : text;
    }
}
