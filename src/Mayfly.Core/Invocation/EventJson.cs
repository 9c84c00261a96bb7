using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Mayfly.Core.Invocation;

/// <summary>Checks that an event is JSON and, when it is not, says where and why as AWS's own parser (Jackson) does.</summary>
internal static class EventJson
{
    private const int LongestWordShown = 256;

    private const string ExpectedValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

    private static readonly SearchValues<byte> WordBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    /// <returns>Null when the event is valid JSON.</returns>
    public static string? FaultOf(ReadOnlySpan<byte> json)
    {
        int fault = SyntaxFaultAt(json);
        if (!Utf8.IsValid(json))
        {
            // Jackson reads a word that it does not know to its end before it says so.
            int invalid = FirstInvalidByte(json);
            if (fault < 0 || invalid <= fault || IsWord(json[fault..invalid]))
            {
                return DescribeByte(json, invalid);
            }
        }

        return fault < 0 ? null : Describe(json, fault);
    }

    /// <summary>Where the text stops being JSON; -1 when it is whole. Bytes in strings are not looked at.</summary>
    private static int SyntaxFaultAt(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            while (reader.Read())
            {
            }

            return -1;
        }
        catch (JsonException fault)
        {
            return (int)Math.Min(OffsetOfLine(json, fault.LineNumber ?? 0) + (fault.BytePositionInLine ?? 0), json.Length);
        }
    }

    private static int FirstInvalidByte(ReadOnlySpan<byte> json)
    {
        int position = 0;
        while (position < json.Length && Rune.DecodeFromUtf8(json[position..], out _, out int length) == OperationStatus.Done)
        {
            position += length;
        }

        return position;
    }

    /// <summary>A byte that begins no character: in a string or a word Jackson decodes it, elsewhere it takes it for a character of its own.</summary>
    private static string DescribeByte(ReadOnlySpan<byte> json, int position)
    {
        ReadOnlySpan<byte> before = json[..position];
        if (!EndsInsideString(before) && !EndsInsideWord(before))
        {
            return Describe(json, position);
        }

        // Jackson has read the byte when it finds that it begins no character.
        (int line, int column) = PlaceOf(json, position);
        return Compose(string.Create(CultureInfo.InvariantCulture, $"Invalid UTF-8 start byte 0x{json[position]:x2}"), line, column + 1);
    }

    private static string Describe(ReadOnlySpan<byte> json, int position)
    {
        (int line, int column) = PlaceOf(json, position);
        return Compose(position >= json.Length ? "Unexpected end-of-input" : ProblemAt(json[position..]), line, column);
    }

    private static (int Line, int Column) PlaceOf(ReadOnlySpan<byte> json, int position)
    {
        ReadOnlySpan<byte> before = json[..position];
        return (before.Count((byte)'\n') + 1, position - (before.LastIndexOf((byte)'\n') + 1) + 1);
    }

    private static string Compose(string problem, int line, int column) => string.Create(
        CultureInfo.InvariantCulture,
        $"Could not parse request body into json: Could not parse payload into json: {problem}\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: {line}, column: {column}]");

    private static bool IsWord(ReadOnlySpan<byte> text) => text.Length > 0 && char.IsAsciiLetter((char)text[0]) && !text.ContainsAnyExcept(WordBytes);

    private static bool EndsInsideWord(ReadOnlySpan<byte> json) => IsWord(json[(json.LastIndexOfAnyExcept(WordBytes) + 1)..]);

    private static bool EndsInsideString(ReadOnlySpan<byte> json)
    {
        bool inside = false;
        for (int i = 0; i < json.Length; i++)
        {
            if (json[i] == (byte)'"')
            {
                inside = !inside;
            }
            else if (inside && json[i] == (byte)'\\')
            {
                i++;
            }
        }

        return inside;
    }

    private static int OffsetOfLine(ReadOnlySpan<byte> json, long line)
    {
        int offset = 0;
        for (long i = 0; i < line; i++)
        {
            int newline = json[offset..].IndexOf((byte)'\n');
            if (newline < 0)
            {
                return json.Length;
            }

            offset += newline + 1;
        }

        return offset;
    }

    private static string ProblemAt(ReadOnlySpan<byte> rest)
    {
        if (Rune.DecodeFromUtf8(rest, out Rune character, out _) != OperationStatus.Done)
        {
            character = new Rune(rest[0]);
        }

        if (Rune.IsLetter(character))
        {
            int end = rest.IndexOfAnyExcept(WordBytes);
            int length = Math.Min(end < 0 ? rest.Length : end, LongestWordShown);
            return $"Unrecognized token '{Encoding.UTF8.GetString(rest[..Math.Max(length, 1)])}': was expecting {ExpectedValue}";
        }

        return Rune.IsControl(character)
            ? string.Create(CultureInfo.InvariantCulture, $"Unexpected character ((CTRL-CHAR, code {character.Value})): expected a valid value {ExpectedValue}")
            : string.Create(CultureInfo.InvariantCulture, $"Unexpected character ('{character}' (code {character.Value})): expected a valid value {ExpectedValue}");
    }
}
