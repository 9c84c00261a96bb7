using System.Text;

namespace Mayfly.Core.Logs.Filtering;

/// <summary>
/// Lets through AWS's subset of regular expressions and says the same in .NET's: ASCII classes for <c>\d</c> and <c>\w</c>, <c>{,n}</c> as <c>{0,n}</c>.
/// </summary>
internal static class RegexTranslator
{
    private const string Symbols = ":_#=@/;,- ^$?[]{}|*+.";
    private const string EscapedSymbols = @":_#=@/;,-^$?[]{}|\*+.";

    public static bool TryTranslate(string expression, out string translated, out string fault)
    {
        StringBuilder result = new(expression.Length);
        translated = "";
        fault = "";
        bool inClass = false;
        for (int i = 0; i < expression.Length; i++)
        {
            char next = expression[i];
            if (next == '\\')
            {
                string? escape = TranslateEscape(expression, ref i, inClass);
                if (escape is null)
                {
                    fault = $"the regular expression %{expression}% has an escape that is not supported";
                    return false;
                }

                result.Append(escape);
                continue;
            }

            if (!char.IsAsciiLetterOrDigit(next) && !Symbols.Contains(next, StringComparison.Ordinal))
            {
                fault = $"the regular expression %{expression}% holds '{next}', which is not supported";
                return false;
            }

            inClass = next switch { '[' => true, ']' => false, _ => inClass };
            result.Append(next);
            if (next == '{' && !inClass && i + 1 < expression.Length && expression[i + 1] == ',')
            {
                result.Append('0');
            }
        }

        translated = result.ToString();
        return true;
    }

    private static string? TranslateEscape(string expression, ref int position, bool inClass)
    {
        if (++position >= expression.Length)
        {
            return null;
        }

        char escaped = expression[position];
        switch (escaped)
        {
            case 'd':
                return inClass ? "0-9" : "[0-9]";
            case 'w':
                return inClass ? "a-zA-Z_0-9" : "[a-zA-Z_0-9]";
            case 'D' when !inClass:
                return "[^0-9]";
            case 'W' when !inClass:
                return "[^a-zA-Z_0-9]";
            case 's' or 'S' or 'D' or 'W' or 't' or 'n':
                return $@"\{escaped}";
            case 'x' when position + 2 < expression.Length && char.IsAsciiHexDigit(expression[position + 1]) && char.IsAsciiHexDigit(expression[position + 2]):
                position += 2;
                return $@"\x{expression[position - 1]}{expression[position]}";
            default:
                return EscapedSymbols.Contains(escaped, StringComparison.Ordinal) ? $@"\{escaped}" : null;
        }
    }
}
