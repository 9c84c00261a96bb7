using System.Text.Json.Nodes;

namespace Mayfly.Conformance.Tests.Cases;

/// <summary>A row of the table: what is invoked, and what must come of it. runtimes/conformance/README.md describes the members.</summary>
/// <param name="Group">Its file's name.</param>
/// <param name="Handler">The role of the fixture's handler, such as "echo"; the pack's facts know its name.</param>
/// <param name="Needs">What a language must have for the case to apply; null for all.</param>
/// <param name="Fresh">Whether it wants a function that no other case uses.</param>
/// <param name="Heavy">Whether, in ./test, one runtime a pack is enough.</param>
/// <param name="Configuration">Members of CreateFunction, facts not yet filled in.</param>
internal sealed record ConformanceCase(
    string Group, string Name, string Handler, string? Needs, bool Fresh, bool Heavy, JsonObject Configuration, IReadOnlyList<JsonObject> Steps)
{
    public string Id => $"{Group}/{Name}";

    public static ConformanceCase From(string group, JsonObject row) => new(
        group,
        (string)row["name"]!,
        (string?)row["handler"] ?? "act",
        (string?)row["needs"],
        (bool?)row["fresh"] ?? false,
        (bool?)row["heavy"] ?? false,
        row["configuration"]?.AsObject() ?? [],
        row["steps"] is JsonArray steps ? [.. steps.Select(step => step!.AsObject())] : [row]); // a case of one step is written as one object
}
