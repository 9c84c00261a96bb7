using System.Text.Json;

namespace Mayfly.Core.Logs.Filtering;

/// <summary>Where in a document a condition looks: properties, array elements, and wildcards for any of them.</summary>
internal sealed class JsonSelector(JsonStep[] steps)
{
    /// <summary>Whether one of the selected values pleases.</summary>
    public bool Any(in JsonElement root, Func<JsonElement, bool> pleases) => Any(root, 0, pleases);

    private bool Any(in JsonElement element, int depth, Func<JsonElement, bool> pleases)
    {
        if (depth == steps.Length)
        {
            return pleases(element);
        }

        JsonStep step = steps[depth];
        if (step.IsWildcard)
        {
            return AnyChild(element, depth + 1, pleases);
        }

        if (step.Property is { } name)
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) && Any(member, depth + 1, pleases);
        }

        return element.ValueKind == JsonValueKind.Array && step.Index < element.GetArrayLength() && Any(element[step.Index], depth + 1, pleases);
    }

    private bool AnyChild(in JsonElement element, int depth, Func<JsonElement, bool> pleases)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                if (Any(item, depth, pleases))
                {
                    return true;
                }
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                if (Any(property.Value, depth, pleases))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
