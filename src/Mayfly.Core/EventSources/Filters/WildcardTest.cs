using System.Text;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>A string of which the whole fits, where <c>*</c> stands for anything, and <c>\*</c> and <c>\\</c> for themselves.</summary>
internal sealed class WildcardTest : ValueTest
{
    private readonly byte[][] _parts;

    private WildcardTest(byte[][] parts) => _parts = parts;

    /// <exception cref="FormatException">Two stars follow each other, or a backslash escapes nothing.</exception>
    public static WildcardTest Parse(string pattern)
    {
        List<byte[]> parts = [];
        StringBuilder part = new();
        bool afterStar = false;
        for (int index = 0; index < pattern.Length; index++)
        {
            char letter = pattern[index];
            if (letter == '*')
            {
                if (afterStar)
                {
                    throw new FormatException("Consecutive wildcard characters.");
                }

                parts.Add(Encoding.UTF8.GetBytes(part.ToString()));
                part.Clear();
                afterStar = true;
                continue;
            }

            if (letter == '\\' && (++index == pattern.Length || (letter = pattern[index]) is not ('*' or '\\')))
            {
                throw new FormatException("Invalid escape.");
            }

            part.Append(letter);
            afterStar = false;
        }

        return new WildcardTest([.. parts, Encoding.UTF8.GetBytes(part.ToString())]);
    }

    public override bool Accepts(in LeafValue value)
    {
        ReadOnlySpan<byte> text = value.Text;
        ReadOnlySpan<byte> first = _parts[0];
        ReadOnlySpan<byte> last = _parts[^1];
        if (!value.IsString)
        {
            return false;
        }

        if (_parts.Length == 1)
        {
            return text.SequenceEqual(first);
        }

        if (text.Length < first.Length + last.Length || !text.StartsWith(first) || !text.EndsWith(last))
        {
            return false;
        }

        // Between the fixed ends, taking each part where it first occurs leaves the most room for the rest.
        text = text[first.Length..^last.Length];
        foreach (byte[] part in _parts.AsSpan(1, _parts.Length - 2))
        {
            int found = text.IndexOf(part);
            if (found < 0)
            {
                return false;
            }

            text = text[(found + part.Length)..];
        }

        return true;
    }
}
