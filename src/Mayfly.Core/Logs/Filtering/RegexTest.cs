using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Mayfly.Core.Logs.Filtering;

/// <summary>The text contains what a regular expression describes. Runs on .NET's automaton engine: linear in the text, whatever the expression.</summary>
internal sealed class RegexTest : TextTest
{
    private readonly Regex _regex;

    private RegexTest(Regex regex)
    {
        _regex = regex;
    }

    public static bool TryCompile(string expression, [NotNullWhen(true)] out RegexTest? test, out string fault)
    {
        test = null;
        if (expression.Length == 0)
        {
            fault = "a regular expression is empty";
            return false;
        }

        if (!RegexTranslator.TryTranslate(expression, out string translated, out fault))
        {
            return false;
        }

        try
        {
            test = new RegexTest(new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            fault = $"the regular expression %{expression}% is malformed or too large";
            return false;
        }
    }

    public override bool Matches(ReadOnlySpan<byte> text)
    {
        char[] characters = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(text.Length));
        try
        {
            int length = Encoding.UTF8.GetChars(text, characters);
            return _regex.IsMatch(characters.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }
}
