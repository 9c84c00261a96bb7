namespace Mayfly.Core.Logs.Filtering;

/// <summary>Splits a message at white space; what stands in brackets or double quotes is one word, without them.</summary>
internal static class DelimitedWords
{
    public static List<Range> Split(ReadOnlySpan<byte> message)
    {
        List<Range> words = [];
        int position = 0;
        while (true)
        {
            while (position < message.Length && IsSpace(message[position]))
            {
                position++;
            }

            if (position == message.Length)
            {
                return words;
            }

            position = AddWord(message, position, words);
        }
    }

    private static int AddWord(ReadOnlySpan<byte> message, int start, List<Range> words)
    {
        byte close = message[start] switch { (byte)'[' => (byte)']', (byte)'"' => (byte)'"', _ => 0 };
        int length = close == 0 ? -1 : message[(start + 1)..].IndexOf(close);
        if (length >= 0)
        {
            words.Add((start + 1)..(start + 1 + length));
            return start + length + 2;
        }

        int end = start;
        while (end < message.Length && !IsSpace(message[end]))
        {
            end++;
        }

        words.Add(start..end);
        return end;
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';
}
