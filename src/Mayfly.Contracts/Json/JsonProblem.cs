using System.Text.Json;

namespace Mayfly.Contracts.Json;

/// <summary>Tells in AWS's words why a body could not be read.</summary>
internal static class JsonProblem
{
    public static string Describe(ReadOnlySpan<byte> body, JsonException problem)
    {
        if (problem is WrongJsonTypeException)
        {
            return problem.Message;
        }

        return IsWellFormed(body, out JsonException? malformed)
            ? WrongShape(body, problem)
            : $"Could not parse request body into json: {Reason(malformed)}";
    }

    private static bool IsWellFormed(ReadOnlySpan<byte> body, out JsonException malformed)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            while (reader.Read())
            {
            }

            malformed = null!;
            return true;
        }
        catch (JsonException problem)
        {
            malformed = problem;
            return false;
        }
    }

    /// <summary>A well-formed body in which a list, structure or simple value stands in another's place: names the token that the serializer stopped at.</summary>
    private static string WrongShape(ReadOnlySpan<byte> body, JsonException problem)
    {
        Utf8JsonReader reader = new(body);
        while (reader.Read())
        {
            if (Position(body, reader.BytesConsumed) == (problem.LineNumber, problem.BytePositionInLine) && reader.TokenType != JsonTokenType.PropertyName)
            {
                return WrongJsonTypeException.Describe(reader.TokenType) is { } value
                    ? $"{value} found where a list, structure or map was expected"
                    : WrongJsonTypeException.CollectionFound(reader.TokenType);
            }
        }

        return "The request body does not have the expected structure.";
    }

    private static (long? Line, long? Column) Position(ReadOnlySpan<byte> body, long offset)
    {
        ReadOnlySpan<byte> before = body[..(int)offset];
        return (before.Count((byte)'\n'), offset - (before.LastIndexOf((byte)'\n') + 1));
    }

    private static string Reason(JsonException problem)
    {
        string message = problem.Message;
        int position = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string reason = position < 0 ? message : message[..position];
        return $"{reason} at [line: {problem.LineNumber + 1}, column: {problem.BytePositionInLine + 1}]";
    }
}
