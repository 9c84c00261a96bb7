using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mayfly.Core.Invocation;

/// <summary>Checks that an event is JSON and, when it is not, says where and why as AWS's own parser (Jackson) does.</summary>
internal static class EventJson
{
    private const string ExpectedValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

    /// <returns>Null when the event is valid JSON.</returns>
    public static string? FaultOf(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    // Only decoding finds a lone surrogate.
                    _ = reader.GetString();
                }
            }

            return null;
        }
        catch (JsonException fault)
        {
            return Describe(json, fault.LineNumber ?? 0, fault.BytePositionInLine ?? 0);
        }
        catch (InvalidOperationException)
        {
            return Describe(json, 0, reader.TokenStartIndex);
        }
    }

    private static string Describe(ReadOnlySpan<byte> json, long line, long column)
    {
        int position = (int)Math.Min(OffsetOfLine(json, line) + column, json.Length);
        string problem = position >= json.Length ? "Unexpected end-of-input" : ProblemAt(json[position..]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Could not parse request body into json: Could not parse payload into json: {problem}\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: {line + 1}, column: {column + 1}]");
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
        byte first = rest[0];
        if (Rune.DecodeFromUtf8(rest, out Rune character, out _) != System.Buffers.OperationStatus.Done)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Invalid UTF-8 start byte 0x{first:x2}");
        }

        if (Rune.IsLetter(character))
        {
            int length = 0;
            while (length < rest.Length && length < 256 && (char.IsAsciiLetterOrDigit((char)rest[length]) || rest[length] == '_'))
            {
                length++;
            }

            return $"Unrecognized token '{Encoding.UTF8.GetString(rest[..Math.Max(length, 1)])}': was expecting {ExpectedValue}";
        }

        return Rune.IsControl(character)
            ? string.Create(CultureInfo.InvariantCulture, $"Unexpected character ((CTRL-CHAR, code {character.Value})): expected a valid value {ExpectedValue}")
            : string.Create(CultureInfo.InvariantCulture, $"Unexpected character ('{character}' (code {character.Value})): expected a valid value {ExpectedValue}");
    }
}
