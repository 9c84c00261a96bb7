namespace Mayfly.Contracts.Validation;

/// <summary>AWS's sentences.</summary>
internal static class Demand
{
    public const string NotNull = "Member must not be null";

    public static string MaxLength(int max) => $"Member must have length less than or equal to {max}";

    public static string MinLength(int min) => $"Member must have length greater than or equal to {min}";

    public static string MaxValue(string max) => $"Member must have value less than or equal to {max}";

    public static string MinValue(string min) => $"Member must have value greater than or equal to {min}";

    public static string Pattern(ValuePattern pattern) => $"Member must satisfy regular expression pattern: {pattern.Text}";

    public static string OneOf(IReadOnlyList<string> allowed) => $"Member must satisfy enum value set: [{string.Join(", ", allowed)}]";

    public static string Elements(IEnumerable<string> demands) => $"Member must satisfy constraint: [{string.Join(", ", demands)}]";

    public static string Keys(IEnumerable<string> demands) => $"Map keys must satisfy constraint: [{string.Join(", ", demands)}]";

    public static string Values(IEnumerable<string> demands) => $"Map value must satisfy constraint: [{string.Join(", ", demands)}]";
}
