using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mayfly.Core.Tests.EventSources.Filters;

/// <summary>
/// The pattern language once more, by another way: the record becomes a flat list of leaves that know which elements of which arrays they are from; the pattern
/// becomes a list of conjunctions of paths; and every choice of one leaf a path is tried that takes no two elements of the same array.
/// </summary>
internal static class NaiveFilter
{
    private sealed record Leaf(string Path, JsonNode? Value, Dictionary<string, int> Elements);

    private sealed record Clause(string Path, JsonArray Tests);

    public static bool Matches(string pattern, string record)
    {
        List<Leaf> leaves = [];
        Flatten(JsonNode.Parse(record), "", "", [], [], leaves);
        return Conjunctions(JsonNode.Parse(pattern)!.AsObject(), "").Any(clauses => Choose(clauses, 0, leaves, new Dictionary<string, int>()));
    }

    /// <param name="node">What stands at this place.</param>
    /// <param name="path">The names on the way to it.</param>
    /// <param name="place">The names and indexes on the way to it.</param>
    /// <param name="bound">The elements that the innermost object around it is in.</param>
    /// <param name="elements">The elements that it is in itself: lists of plain values have no say in what else is chosen.</param>
    /// <param name="leaves">What is found.</param>
    private static void Flatten(JsonNode? node, string path, string place, Dictionary<string, int> bound, Dictionary<string, int> elements, List<Leaf> leaves)
    {
        if (node is JsonObject fields)
        {
            foreach ((string name, JsonNode? value) in fields)
            {
                Flatten(value, $"{path}/{name}", $"{place}/{name}", elements, elements, leaves);
            }
        }
        else if (node is JsonArray array)
        {
            for (int index = 0; index < array.Count; index++)
            {
                Flatten(array[index], path, $"{place}[{index}]", bound, new Dictionary<string, int>(elements) { [place] = index }, leaves);
            }
        }
        else
        {
            leaves.Add(new Leaf(path, node, bound));
        }
    }

    private static List<List<Clause>> Conjunctions(JsonObject pattern, string path)
    {
        List<List<Clause>> all = [[]];
        foreach ((string name, JsonNode? value) in pattern)
        {
            List<List<Clause>> here = (name, value) switch
            {
                ("$or", JsonArray many) => [.. many.SelectMany(one => Conjunctions(one!.AsObject(), path))],
                (_, JsonObject nested) => Conjunctions(nested, $"{path}/{name}"),
                _ => [[new Clause($"{path}/{name}", value!.AsArray())]],
            };
            all = [.. all.SelectMany(left => here.Select(right => (List<Clause>)[.. left, .. right]))];
        }

        return all;
    }

    private static bool Choose(List<Clause> clauses, int at, List<Leaf> leaves, Dictionary<string, int> taken)
    {
        if (at == clauses.Count)
        {
            return true;
        }

        Clause clause = clauses[at];
        if (clause.Tests.Any(test => test?["exists"]?.GetValue<bool>() == false) && leaves.All(leaf => leaf.Path != clause.Path) && Choose(clauses, at + 1, leaves, taken))
        {
            return true;
        }

        foreach (Leaf leaf in leaves.Where(leaf => leaf.Path == clause.Path && clause.Tests.Any(test => Accepts(test, leaf.Value))))
        {
            if (leaf.Elements.Any(element => taken.TryGetValue(element.Key, out int index) && index != element.Value))
            {
                continue;
            }

            Dictionary<string, int> more = new(taken);
            foreach ((string array, int index) in leaf.Elements)
            {
                more[array] = index;
            }

            if (Choose(clauses, at + 1, leaves, more))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Accepts(JsonNode? test, JsonNode? value)
    {
        if (test is not JsonObject comparison)
        {
            return Text(test) == Text(value);
        }

        (string name, JsonNode? wanted) = comparison.Single();
        return name == "anything-but" ? !Excludes(wanted!, value) : Compares(name, wanted!, value);
    }

    private static bool Excludes(JsonNode wanted, JsonNode? value) => wanted switch
    {
        JsonArray many => many.Any(one => Excludes(one!, value)),
        JsonObject nested when nested.Single().Value is JsonArray several => several.Any(one => Compares(nested.Single().Key, one!, value)),
        JsonObject nested => Compares(nested.Single().Key, nested.Single().Value!, value),
        _ when IsString(wanted) => Text(wanted) == Text(value),
        _ => Number(value) is { } number && number == Number(wanted),
    };

    private static bool Compares(string name, JsonNode wanted, JsonNode? value)
    {
        string? text = IsString(value) ? value!.GetValue<string>() : null;
        return name switch
        {
            "exists" => wanted.GetValue<bool>(),
            "numeric" => Number(value) is { } number && wanted.AsArray().Chunk(2).All(pair => Holds(pair[0]!.GetValue<string>(), number, Number(pair[1])!.Value)),
            _ when text is null => false,
            "prefix" when wanted is JsonObject nested => text.StartsWith(nested.Single().Value!.GetValue<string>(), StringComparison.OrdinalIgnoreCase),
            "prefix" => text.StartsWith(wanted.GetValue<string>(), StringComparison.Ordinal),
            "suffix" when wanted is JsonObject nested => text.EndsWith(nested.Single().Value!.GetValue<string>(), StringComparison.OrdinalIgnoreCase),
            "suffix" => text.EndsWith(wanted.GetValue<string>(), StringComparison.Ordinal),
            "equals-ignore-case" => string.Equals(text, wanted.GetValue<string>(), StringComparison.OrdinalIgnoreCase),
            "wildcard" => Regex.IsMatch(text, $"^{Regex.Escape(wanted.GetValue<string>()).Replace(@"\*", ".*", StringComparison.Ordinal)}\\z", RegexOptions.Singleline),
            "cidr" => IPAddress.TryParse(text, out IPAddress? address) && text.Count(letter => letter == '.') == 3 && IPNetwork.Parse(wanted.GetValue<string>()).Contains(address),
            _ => throw new ArgumentException(name),
        };
    }

    private static bool Holds(string comparison, decimal left, decimal right) => comparison switch
    {
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        _ => left == right,
    };

    private static bool IsString(JsonNode? node) => node is not null && node.GetValueKind() == System.Text.Json.JsonValueKind.String;

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static decimal? Number(JsonNode? node) => node is not null && node.GetValueKind() == System.Text.Json.JsonValueKind.Number
        ? decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
        : null;
}
