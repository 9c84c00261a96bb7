using System.Globalization;
using System.Text;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>Reads numbers as JSON writes them.</summary>
internal static class JsonNumber
{
    public static bool TryRead(ReadOnlySpan<byte> text, out decimal number) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    public static bool TryRead(string text, out decimal number) => TryRead(Encoding.UTF8.GetBytes(text), out number);
}
