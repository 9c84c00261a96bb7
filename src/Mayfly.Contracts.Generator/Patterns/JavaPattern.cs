using System.Text;
using Mayfly.Contracts.Generator.Model;

namespace Mayfly.Contracts.Generator.Patterns;

/// <summary>
/// Rewrites a regular expression of the AWS model, which is a Java pattern matched against the whole value, for .NET: Java's \d, \w and \s are ASCII,
/// its dot stops at more line ends, and its character classes may hold classes and intersections (unknown here: the build fails then).
/// </summary>
internal static class JavaPattern
{
    private const string JavaDot = @"[^\n\r\u0085\u2028\u2029]";

    public static string ToDotNet(string pattern)
    {
        StringBuilder result = new(@"\A(?:");
        int position = 0;
        while (position < pattern.Length)
        {
            char c = pattern[position];
            if (c == '\\')
            {
                result.Append(Escape(pattern.Substring(position, 2), insideClass: false));
                position += 2;
            }
            else if (c == '[')
            {
                int end = EndOfClass(pattern, position);
                AppendClass(result, pattern[position..end], pattern);
                position = end;
            }
            else
            {
                result.Append(c == '.' ? JavaDot : c.ToString());
                position++;
            }
        }

        return result.Append(@")\z").ToString();
    }

    private static int EndOfClass(string pattern, int start)
    {
        for (int i = start + 1; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] == ']')
            {
                return i + 1;
            }
        }

        throw new ModelException($"the pattern {pattern} has an open character class.");
    }

    private static void AppendClass(StringBuilder result, string characters, string pattern)
    {
        if (characters.IndexOf('[', 1) > 0 || characters.Contains("&&", StringComparison.Ordinal))
        {
            throw new ModelException($"the pattern {pattern} nests character classes, which this generator cannot translate.");
        }

        // [\s\S] means everything; translating only one half of it would leave a gap.
        bool complement = characters.Contains(@"\S", StringComparison.Ordinal) || characters.Contains(@"\D", StringComparison.Ordinal) || characters.Contains(@"\W", StringComparison.Ordinal);
        for (int i = 0; i < characters.Length; i++)
        {
            if (characters[i] == '\\')
            {
                string escape = characters.Substring(i, 2);
                result.Append(complement ? escape : Escape(escape, insideClass: true));
                i++;
            }
            else
            {
                result.Append(characters[i]);
            }
        }
    }

    private static string Escape(string escape, bool insideClass)
    {
        string? set = escape[1] switch
        {
            'd' => "0-9",
            'w' => "a-zA-Z0-9_",
            's' => @" \t\n\x0B\f\r",
            _ => null,
        };
        if (set is not null)
        {
            return insideClass ? set : $"[{set}]";
        }

        return escape[1] switch
        {
            'D' => "[^0-9]",
            'W' => "[^a-zA-Z0-9_]",
            'S' => @"[^ \t\n\x0B\f\r]",
            _ => escape,
        };
    }
}
