using System.Text.Json;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>A list of tests: one of them accepts the value, or one of the elements of an array. Objects are no values.</summary>
/// <param name="tests">For a value that is there.</param>
/// <param name="absent">The way from the record's root to this field when its absence matches too; else null.</param>
internal sealed class LeafPattern(ValueTest[] tests, byte[][]? absent) : PatternNode
{
    public override bool Matches(in JsonElement record, in JsonElement value) => AnyAccepted(value) || (absent is not null && !Exists(record, absent));

    private bool AnyAccepted(in JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Object:
                return false;
            case JsonValueKind.Array:
                foreach (JsonElement element in value.EnumerateArray())
                {
                    if (AnyAccepted(element))
                    {
                        return true;
                    }
                }

                return false;
            default:
                LeafValue leaf = LeafValue.Of(value);
                foreach (ValueTest test in tests)
                {
                    if (test.Accepts(leaf))
                    {
                        return true;
                    }
                }

                return false;
        }
    }

    /// <summary>Whether any value stands at the end of the way, through whichever elements of arrays.</summary>
    private static bool Exists(in JsonElement value, ReadOnlySpan<byte[]> way)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement element in value.EnumerateArray())
            {
                if (Exists(element, way))
                {
                    return true;
                }
            }

            return false;
        }

        return value.ValueKind == JsonValueKind.Object
            ? !way.IsEmpty && value.TryGetProperty(way[0], out JsonElement field) && Exists(field, way[1..])
            : way.IsEmpty;
    }
}
