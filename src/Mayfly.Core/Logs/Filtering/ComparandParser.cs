using System.Globalization;

namespace Mayfly.Core.Logs.Filtering;

/// <summary>Reads <c>= "text*"</c>, <c>!= %regex%</c>, <c>&gt;= 1.5e3</c>.</summary>
internal static class ComparandParser
{
    private const string EndsBareText = "\"%&|(){},]";

    // Longer operators first.
    private static readonly (string Text, ComparisonOperator Operator)[] Operators =
    [
        ("!=", ComparisonOperator.NotEqual),
        ("<=", ComparisonOperator.LessOrEqual),
        (">=", ComparisonOperator.GreaterOrEqual),
        ("=", ComparisonOperator.Equal),
        ("<", ComparisonOperator.Less),
        (">", ComparisonOperator.Greater),
    ];

    public static Comparand? Parse(PatternReader reader)
    {
        foreach ((string text, ComparisonOperator comparison) in Operators)
        {
            if (reader.TryTake(text))
            {
                return ParseValue(reader, comparison);
            }
        }

        return reader.Fail<Comparand>("a comparison was expected: =, !=, <, <=, > or >=");
    }

    private static Comparand? ParseValue(PatternReader reader, ComparisonOperator comparison)
    {
        bool numeric = comparison is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual);
        reader.SkipSpace();
        if (reader.Peek == '%' && !numeric)
        {
            return reader.TakeRegex() is { } regex ? new Comparand(comparison, regex, null) : null;
        }

        bool quoted = reader.Peek == '"';
        string? value = quoted ? reader.TakeQuoted('"') : reader.TakeWhile(next => !char.IsWhiteSpace(next) && !EndsBareText.Contains(next, StringComparison.Ordinal));
        if (value is null)
        {
            return null;
        }

        double? number = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) && double.IsFinite(parsed) ? parsed : null;
        if (!quoted && value.Length == 0)
        {
            return reader.Fail<Comparand>("a value was expected");
        }

        return numeric && number is null
            ? reader.Fail<Comparand>($"'{value}' is not a number")
            : new Comparand(comparison, new WildcardTest(value), number);
    }
}
