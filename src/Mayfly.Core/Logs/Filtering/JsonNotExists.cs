using System.Text.Json;

namespace Mayfly.Core.Logs.Filtering;

/// <summary><c>$.a NOT EXISTS</c>.</summary>
internal sealed class JsonNotExists(JsonSelector selector) : Condition<JsonElement>
{
    public override bool Holds(scoped in JsonElement subject) => !selector.Any(subject, static _ => true);
}
