using System.Buffers;
using System.Text.RegularExpressions;

namespace Mayfly.Contracts.Arns;

/// <summary>The small words of which AWS's ARNs are made.</summary>
internal static partial class ArnGrammar
{
    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
    private static readonly SearchValues<char> s_qualifierCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>AWS's patterns allow the partition to be left empty.</summary>
    public static bool IsPartition(string text) => text.Length == 0 || (text.StartsWith("aws", StringComparison.Ordinal) && text.All(c => char.IsAsciiLetter(c) || c == '-'));

    public static bool IsRegion(string text) => Region().IsMatch(text);

    public static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    public static bool IsFunctionName(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(s_nameCharacters);

    public static bool IsQualifier(string text) =>
        text is "$LATEST" or "$LATEST.PUBLISHED" || (text.Length > 0 && !text.AsSpan().ContainsAnyExcept(s_qualifierCharacters));

    [GeneratedRegex(@"\A(eusc-)?[a-z]{2}(-gov|-iso[a-z]?)?-[a-z]+-[0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();
}
