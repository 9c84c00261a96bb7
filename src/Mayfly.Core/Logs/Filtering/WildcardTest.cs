using System.Text;

namespace Mayfly.Core.Logs.Filtering;

/// <summary>The whole text fits, where <c>*</c> stands for anything. Takes time linear in the text for each star.</summary>
internal sealed class WildcardTest : TextTest
{
    private readonly byte[][] _parts;

    public WildcardTest(string pattern)
    {
        _parts = [.. pattern.Split('*').Select(Encoding.UTF8.GetBytes)];
    }

    public bool HasWildcard => _parts.Length > 1;

    public override bool Matches(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> first = _parts[0];
        if (!HasWildcard)
        {
            return text.SequenceEqual(first);
        }

        ReadOnlySpan<byte> last = _parts[^1];
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
