using System.Text.Json;

namespace Mayfly.Contracts.Json;

/// <summary>A JSON value of a type that its member cannot take; the message is AWS's.</summary>
internal sealed class WrongJsonTypeException : JsonException
{
    private WrongJsonTypeException(string message)
        : base(message)
    {
    }

    /// <param name="found">The token that was found.</param>
    /// <param name="wanted">Java's name of the wanted type.</param>
    public static WrongJsonTypeException Of(JsonTokenType found, string wanted) => new(Describe(found) is { } value
        ? $"{value} can not be converted to {WithArticle(wanted)}"
        : CollectionFound(found));

    public static WrongJsonTypeException OutOfRange(string wanted) => new($"NUMBER_VALUE can not be converted to {WithArticle(wanted)}");

    public static WrongJsonTypeException NotBase64() => new("STRING_VALUE can not be converted to a Blob: it is not base64");

    public static string CollectionFound(JsonTokenType found) => found == JsonTokenType.StartArray
        ? "Start of list found where not expected"
        : "Start of structure or map found where not expected.";

    public static string WithArticle(string type) => "AEIOU".Contains(type[0], StringComparison.Ordinal) ? $"an {type}" : $"a {type}";

    /// <summary>AWS's name of a simple token; null for the start of a list or an object.</summary>
    public static string? Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.String => "STRING_VALUE",
        JsonTokenType.Number => "NUMBER_VALUE",
        JsonTokenType.True => "TRUE_VALUE",
        JsonTokenType.False => "FALSE_VALUE",
        JsonTokenType.Null => "NULL_VALUE",
        _ => null,
    };
}
