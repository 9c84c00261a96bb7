namespace Mayfly.Core.Logs.Filtering;

/// <summary>How a field is compared.</summary>
internal enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
