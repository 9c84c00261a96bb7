namespace Mayfly.Core.Logs.Filtering;

/// <summary>The right side of a comparison: a text with wildcards, a regular expression, or a number.</summary>
internal sealed class Comparand(ComparisonOperator comparison, TextTest text, double? number)
{
    /// <summary>Compares a field that is text; <paramref name="value"/> is set when it is, or reads as, a number.</summary>
    public bool Accepts(ReadOnlySpan<byte> field, double? value) => comparison switch
    {
        ComparisonOperator.Equal => Equal(field, value),
        ComparisonOperator.NotEqual => !Equal(field, value),
        ComparisonOperator.Less => value < number,
        ComparisonOperator.LessOrEqual => value <= number,
        ComparisonOperator.Greater => value > number,
        _ => value >= number,
    };

    private bool Equal(ReadOnlySpan<byte> field, double? value) =>
        value is { } left && number is { } right ? left.Equals(right) : text.Matches(field);
}
