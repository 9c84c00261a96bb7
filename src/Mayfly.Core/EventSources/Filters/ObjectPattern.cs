using System.Text.Json;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>All fields match. Of an array, all within one and the same element.</summary>
internal sealed class ObjectPattern((byte[] Name, PatternNode Pattern)[] fields) : PatternNode
{
    public override bool Matches(in JsonElement record, in JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return FieldsMatch(record, value);
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement element in value.EnumerateArray())
            {
                if (Matches(record, element))
                {
                    return true;
                }
            }
        }

        // Nothing here has fields; a pattern that asks only for absence is content with that.
        return FieldsMatch(record, default);
    }

    private bool FieldsMatch(in JsonElement record, in JsonElement value)
    {
        foreach ((byte[] name, PatternNode pattern) in fields)
        {
            JsonElement field = default;
            if (value.ValueKind == JsonValueKind.Object)
            {
                value.TryGetProperty(name, out field);
            }

            if (!pattern.Matches(record, field))
            {
                return false;
            }
        }

        return true;
    }
}
