using System.Text.Json.Nodes;
using Mayfly.Conformance.Tests.Cases;

namespace Mayfly.Conformance.Tests.Packs;

/// <summary>What is true of one runtime and not of all: names of handlers and of error types, what a log line looks like, what the language lacks.</summary>
internal sealed class PackFacts
{
    private readonly JsonObject _facts;

    private PackFacts(JsonObject facts) => _facts = facts;

    /// <summary>Reads packs/NAME.json; what it has under "versions" for this runtime wins over the rest.</summary>
    /// <returns>Null for a pack without such a file.</returns>
    public static PackFacts? Of(string pack, string runtime)
    {
        string file = Path.Combine(CaseFiles.Folder, "packs", pack + ".json");
        if (!File.Exists(file))
        {
            return null;
        }

        JsonObject facts = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        if (facts["versions"]?[runtime] is JsonObject own)
        {
            Lay(own, facts);
        }

        return new PackFacts(facts);
    }

    /// <summary>The runtime to create functions with, where it is not the column's own name.</summary>
    public string? Runtime => (string?)_facts["runtime"];

    /// <summary>Members of CreateFunction that all cases start from, for example more memory than AWS's default; a new object each time.</summary>
    public JsonObject Configuration => _facts["configuration"]?.DeepClone().AsObject() ?? [];

    /// <summary>Why a case does not apply to the language; null when it does.</summary>
    public string? WhyNot(ConformanceCase one)
        => (string?)_facts["lacks"]?[one.Id] ?? (one.Needs is null ? null : (string?)_facts["lacks"]?[one.Needs]);

    /// <summary>A fact by its path, such as "failures.throw"; one that is null is a fact too.</summary>
    public JsonNode? Get(string path)
    {
        JsonNode? node = _facts;
        foreach (string name in path.Split('.'))
        {
            node = node is JsonObject parent && parent.TryGetPropertyValue(name, out JsonNode? child)
                ? child
                : throw new InvalidOperationException($"The pack's facts have no {path}.");
        }

        return node;
    }

    private static void Lay(JsonObject over, JsonObject under)
    {
        foreach ((string name, JsonNode? value) in over)
        {
            if (value is JsonObject inner && under[name] is JsonObject existing)
            {
                Lay(inner, existing);
            }
            else
            {
                under[name] = value?.DeepClone();
            }
        }
    }
}
