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

    /// <summary>True for the bytes of a character other than its first.</summary>
    public static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;
}
