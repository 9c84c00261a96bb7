using System.Text.Json;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>Reads <c>numeric</c>'s list: <c>["=", 5]</c>, <c>["&lt;", 5]</c>, <c>["&gt;", 0, "&lt;=", 5]</c>. Throws FormatException for other lists.</summary>
internal static class NumericTestParser
{
    public static NumericTest Parse(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is not (2 or 4))
        {
            throw new FormatException("A numeric match is a list of one or two comparisons.");
        }

        (string comparison, decimal number) = Comparison(list, 0);
        if (list.GetArrayLength() == 2)
        {
            return comparison switch
            {
                "=" => NumericTest.EqualTo(number),
                "<" or "<=" => new NumericTest(null, false, number, comparison == "<="),
                _ => new NumericTest(number, comparison == ">=", null, false),
            };
        }

        (string upper, decimal top) = Comparison(list, 2);
        if (comparison is not (">" or ">=") || upper is not ("<" or "<=") || number >= top)
        {
            throw new FormatException("A range goes from a smaller to a larger number.");
        }

        return new NumericTest(number, comparison == ">=", top, upper == "<=");
    }

    public static decimal Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && JsonNumber.TryRead(value.GetRawText(), out decimal number) && Math.Abs(number) <= NumericTest.Largest
            ? number
            : throw new FormatException("A number between -5.0e9 and 5.0e9 is wanted.");

    private static (string Comparison, decimal Number) Comparison(JsonElement list, int at)
    {
        JsonElement comparison = list[at];
        return comparison.ValueKind == JsonValueKind.String && comparison.GetString() is "=" or "<" or "<=" or ">" or ">="
            ? (comparison.GetString()!, Number(list[at + 1]))
            : throw new FormatException("Unrecognized numeric range operator.");
    }
}
