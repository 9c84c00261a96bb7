using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mayfly.Conformance.Tests.Packs;

namespace Mayfly.Conformance.Tests.Matching;

/// <summary>
/// Fills in what a case leaves open: {{name}} inside strings, {"$fact": path}, and the values too long to write down. The names are those of one invocation.
/// </summary>
internal sealed partial class Values(PackFacts facts, IReadOnlyDictionary<string, string> names, int number)
{
    /// <param name="asPattern">Whether strings are regular expressions, so that what is filled in must stand for itself.</param>
    public JsonNode? Fill(JsonNode? node, bool asPattern = false) => node switch
    {
        JsonObject { Count: 1 } one when one.ContainsKey("$fact") => Fill(facts.Get((string)one["$fact"]!), asPattern),
        JsonObject repeated when repeated.ContainsKey("$repeat") => string.Concat(Enumerable.Repeat((string)repeated["$repeat"]!, (int)repeated["times"]!)),
        JsonObject nested when nested.ContainsKey("$nest") => Nest((int)nested["$nest"]!),
        JsonObject bytes when bytes.ContainsKey("$bytes") => Convert.ToBase64String([.. Enumerable.Range(0, (int)bytes["$bytes"]!).Select(index => (byte)(index * 7))]),
        JsonObject own when own.ContainsKey("$number") => number,
        JsonObject memory when memory.ContainsKey("$memory") => int.Parse(names["memory"], CultureInfo.InvariantCulture),
        JsonObject other => new JsonObject(other.Select(member => KeyValuePair.Create(member.Key, Fill(member.Value, asPattern || member.Key == "$matches")))),
        JsonArray array => new JsonArray([.. array.Select(item => Fill(item, asPattern))]),
        JsonValue value when value.TryGetValue(out string? text) => Fill(text, asPattern),
        _ => node?.DeepClone(),
    };

    private string Fill(string text, bool asPattern) => Placeholder().Replace(text, found =>
    {
        string name = found.Groups[1].Value;
        string value = name.StartsWith("fact:", StringComparison.Ordinal) ? facts.Get(name["fact:".Length..])!.ToString() : names[name];
        return asPattern ? Regex.Escape(value) : value;
    });

    private static JsonArray Nest(int depth)
    {
        JsonArray array = [];
        for (int level = 1; level < depth; level++)
        {
            array = [array];
        }

        return array;
    }

    [GeneratedRegex(@"\{\{([\w:.]+)\}\}")]
    private static partial Regex Placeholder();
}
