namespace Mayfly.Core.Logs.Buffering;

/// <summary>Shortens UTF-8 without splitting a character.</summary>
internal static class Utf8Cut
{
    private const int LongestCharacter = 4;

    /// <summary>The longest beginning of at most <paramref name="length"/> bytes that ends where a character ends (or, in what is not UTF-8, just there).</summary>
    public static ReadOnlySpan<byte> AtMost(ReadOnlySpan<byte> text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        for (int end = length; end > 0 && end > length - LongestCharacter; end--)
        {
            if (!IsContinuation(text[end]))
            {
                return text[..end];
            }
        }

        return text[..length];
    }

    /// <summary>How long the text is without a last character that is not whole; all of it in what is not UTF-8. Never zero.</summary>
    public static int WholeCharacters(ReadOnlySpan<byte> text)
    {
        for (int start = text.Length - 1; start > 0 && start > text.Length - LongestCharacter; start--)
        {
            if (!IsContinuation(text[start]))
            {
                return text.Length - start < CharacterLength(text[start]) ? start : text.Length;
            }
        }

        return text.Length;
    }

    private static int CharacterLength(byte first) => first switch { < 0xC0 => 1, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };

    /// <summary>True for the bytes of a character other than its first.</summary>
    public static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;
}
