namespace Mayfly.Core.Logs.Filtering;

/// <summary>A cursor over the text of a pattern. The first fault is kept: parsers return null from there on.</summary>
internal sealed class PatternReader(string text)
{
    /// <summary>What AWS allows in one JSON or delimited pattern.</summary>
    private const int MostRegexes = 2;

    private int _position;
    private int _regexes;

    /// <summary>What is wrong; null while nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>The next character; NUL at the end.</summary>
    public char Peek => _position < text.Length ? text[_position] : '\0';

    /// <summary>Nothing but white space is left.</summary>
    public bool AtEnd
    {
        get
        {
            SkipSpace();
            return _position >= text.Length;
        }
    }

    /// <summary>Records the fault and returns null.</summary>
    public T? Fail<T>(string fault)
        where T : class
    {
        Fault ??= $"{fault} (at character {_position + 1})";
        return null;
    }

    public void SkipSpace()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
    }

    /// <summary>Takes <paramref name="token"/> if it comes next, after white space.</summary>
    public bool TryTake(string token)
    {
        SkipSpace();
        if (string.CompareOrdinal(text, _position, token, 0, token.Length) != 0)
        {
            return false;
        }

        _position += token.Length;
        return true;
    }

    /// <summary>As <see cref="TryTake"/>, but the word must end there.</summary>
    public bool TryTakeWord(string word)
    {
        int start = _position;
        if (TryTake(word) && !char.IsLetterOrDigit(Peek))
        {
            return true;
        }

        _position = start;
        return false;
    }

    /// <summary>Takes characters as long as they please; empty when none does.</summary>
    public string TakeWhile(Func<char, bool> pleases)
    {
        int start = _position;
        while (_position < text.Length && pleases(text[_position]))
        {
            _position++;
        }

        return text[start.._position];
    }

    /// <summary>Takes a text in the given quotes, in which a backslash makes the next character literal; null and a fault when it has no end.</summary>
    public string? TakeQuoted(char quote)
    {
        _position++;
        System.Text.StringBuilder content = new();
        for (; _position < text.Length; _position++)
        {
            char next = text[_position];
            if (next == quote)
            {
                _position++;
                return content.ToString();
            }

            bool escapes = next == '\\' && _position + 1 < text.Length && (text[_position + 1] == quote || text[_position + 1] == '\\');
            content.Append(escapes ? text[++_position] : next);
        }

        return Fail<string>("a quoted text has no end");
    }

    /// <summary>Takes <c>%regex%</c>; null and a fault when it is none that AWS supports.</summary>
    public RegexTest? TakeRegex()
    {
        int end = text.IndexOf('%', _position + 1);
        if (end < 0)
        {
            return Fail<RegexTest>("a regular expression has no closing %");
        }

        if (++_regexes > MostRegexes)
        {
            return Fail<RegexTest>($"a pattern may hold {MostRegexes} regular expressions at most");
        }

        string expression = text[(_position + 1)..end];
        if (!RegexTest.TryCompile(expression, out RegexTest? regex, out string fault))
        {
            return Fail<RegexTest>(fault);
        }

        _position = end + 1;
        return regex;
    }
}
