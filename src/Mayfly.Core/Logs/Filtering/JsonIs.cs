using System.Text.Json;

namespace Mayfly.Core.Logs.Filtering;

/// <summary><c>$.a IS NULL</c>, <c>IS TRUE</c>, <c>IS FALSE</c>.</summary>
internal sealed class JsonIs(JsonSelector selector, JsonValueKind kind) : Condition<JsonElement>
{
    public override bool Holds(scoped in JsonElement subject) => selector.Any(subject, value => value.ValueKind == kind);
}
