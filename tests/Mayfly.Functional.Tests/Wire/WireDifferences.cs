using System.Globalization;
using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>What is lost or added between two values in the drivers' JSON.</summary>
internal static class WireDifferences
{
    /// <summary>One line for each difference.</summary>
    public static IEnumerable<string> Between(JsonNode? expected, JsonNode? actual, string path = "")
    {
        return (expected, actual) switch
        {
            (JsonObject time, _) when time["$time"] is { } seconds => IsTime(Number(seconds), actual) ? [] : [$"{path}: {time.ToJsonString()} became {Show(actual)}"],
            (JsonObject members, JsonObject others) => members.Select(static member => member.Key).Union(others.Select(static member => member.Key))
                .SelectMany(name => Between(members[name], others[name], $"{path}.{name}")),
            (JsonArray items, JsonArray others) when items.Count == others.Count => items.SelectMany((item, index) => Between(item, others[index], $"{path}[{index}]")),
            _ => IsSame(expected, actual) ? [] : [$"{path}: {Show(expected)} became {Show(actual)}"],
        };
    }

    /// <summary>Clients show times each in their own way, and round them.</summary>
    private static bool IsTime(double seconds, JsonNode? actual)
    {
        double? shown = actual switch
        {
            JsonObject time => time["$time"] is { } same ? Number(same) : null,
            JsonValue value when value.TryGetValue(out string? text) =>
                DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time.ToUnixTimeMilliseconds() / 1000.0 : null,
            _ => actual is null ? null : Number(actual),
        };
        return shown is { } number && Math.Abs(number - seconds) < 0.002;
    }

    private static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    private static bool IsSame(JsonNode? expected, JsonNode? actual) =>
        JsonNode.DeepEquals(expected, actual)
        || (IsEmpty(expected) && IsEmpty(actual))
        || (expected is JsonValue one && actual is JsonValue other && one.TryGetValue(out double number) && other.TryGetValue(out double same) && number == same);

    /// <summary>HTTP cannot tell an empty body from none, and clients send an empty structure for none.</summary>
    private static bool IsEmpty(JsonNode? node) => node is null or JsonObject { Count: 0 } || (node is JsonObject bytes && (string?)bytes["$bytes"] is "");

    private static string Show(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
