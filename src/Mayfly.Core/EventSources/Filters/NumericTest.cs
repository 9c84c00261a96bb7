using System.Text.Json;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>A number within a range, however it is written. Numbers with more digits than a decimal holds are in none.</summary>
internal sealed class NumericTest(decimal? bottom, bool bottomIncluded, decimal? top, bool topIncluded) : ValueTest
{
    /// <summary>As AWS documents: patterns name numbers up to here, on both sides of zero.</summary>
    public const decimal Largest = 5_000_000_000m;

    public static NumericTest EqualTo(decimal number) => new(number, true, number, true);

    public override bool Accepts(in LeafValue value)
    {
        if (value.Kind != JsonValueKind.Number || !JsonNumber.TryRead(value.Text, out decimal number))
        {
            return false;
        }

        bool aboveBottom = bottom is not { } low || number > low || (bottomIncluded && number == low);
        bool belowTop = top is not { } high || number < high || (topIncluded && number == high);
        return aboveBottom && belowTop;
    }
}
