namespace Mayfly.Core.Logs.Filtering;

/// <summary>Reads <c>ERROR "exact phrase" -excluded ?optional %regex%</c>.</summary>
internal static class TermsParser
{
    private const string Special = "\"{}[]()%";

    public static LogFilter? Parse(PatternReader reader)
    {
        List<TextTest> required = [];
        List<TextTest> excluded = [];
        List<TextTest> optional = [];
        while (!reader.AtEnd)
        {
            List<TextTest> list = reader.TryTake("-") ? excluded : reader.TryTake("?") ? optional : required;
            if (ParseTerm(reader) is not { } term)
            {
                return null;
            }

            list.Add(term);
        }

        return new TermsFilter([.. required], [.. excluded], [.. optional]);
    }

    private static TextTest? ParseTerm(PatternReader reader)
    {
        switch (reader.Peek)
        {
            case '"':
                // AWS: " " matches everything.
                return reader.TakeQuoted('"') is { } phrase ? new ContainsTest(phrase == " " ? "" : phrase) : null;
            case '%':
                return reader.TakeRegex();
            default:
                string term = reader.TakeWhile(next => !char.IsWhiteSpace(next) && !Special.Contains(next, StringComparison.Ordinal));
                bool clean = term.Length > 0 && (reader.Peek == '\0' || char.IsWhiteSpace(reader.Peek));
                return clean ? new ContainsTest(term) : reader.Fail<TextTest>($"invalid character(s) in term '{term}{reader.Peek}': enclose it in double quotes");
        }
    }
}
