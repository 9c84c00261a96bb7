using System.Collections;
using System.Globalization;

namespace Mayfly.Dotnet.Logging;

/// <summary>One placeholder of a message template.</summary>
internal sealed class TemplateProperty
{
    private const int BytesShown = 16;

    /// <param name="token">With its braces.</param>
    public TemplateProperty(string token)
    {
        Token = token;
        string inner = token[1..^1];
        AsJson = inner.StartsWith('@');
        inner = AsJson ? inner[1..] : inner;
        int colon = inner.IndexOf(':');
        Name = (colon < 0 ? inner : inner[..colon]).Trim();
        Format = colon >= 0 && inner[(colon + 1)..].Trim() is { Length: > 0 } format ? format : null;
    }

    public string Token { get; }

    public string Name { get; }

    /// <summary>A .NET format string; null for none.</summary>
    public string? Format { get; }

    /// <summary>Whether the argument becomes JSON in a JSON log, not text.</summary>
    public bool AsJson { get; }

    /// <summary>The argument as it stands in the message. Lists and null leave the placeholder as it is: they are members of the JSON line.</summary>
    public string Text(object? argument) => argument switch
    {
        byte[] bytes => Bytes(bytes),
        Memory<byte> bytes => Bytes(bytes.Span),
        ReadOnlyMemory<byte> bytes => Bytes(bytes.Span),
        null or IList or IDictionary => Token,
        IFormattable value when Format is not null => Formatted(value, Format),
        _ => PlainText(argument),
    };

    public static string PlainText(object argument) => argument switch
    {
        DateTime time => time.ToString(LambdaLog.DateFormat, CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString(LambdaLog.DateFormat, CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
        _ => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "",
    };

    public static string Formatted(IFormattable value, string format)
    {
        try
        {
            return value.ToString(format, CultureInfo.CurrentCulture);
        }
        catch (FormatException)
        {
            return value.ToString() ?? "";
        }
    }

    public static string Bytes(ReadOnlySpan<byte> bytes)
        => bytes.Length <= BytesShown ? Convert.ToHexString(bytes) : $"{Convert.ToHexString(bytes[..BytesShown])}... ({bytes.Length} bytes)";
}
