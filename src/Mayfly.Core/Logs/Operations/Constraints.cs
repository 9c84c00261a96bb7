using System.Globalization;
using System.Text.RegularExpressions;
using Mayfly.Contracts;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Gathers every violation of a request's constraints into one error, worded as AWS words them.</summary>
internal sealed partial class Constraints
{
    private readonly List<string> _violations = [];

    /// <summary>Null when all constraints hold.</summary>
    public AwsError? Error => _violations.Count == 0
        ? null
        : LogsErrors.InvalidParameter($"{_violations.Count} validation error{(_violations.Count == 1 ? "" : "s")} detected: {string.Join("; ", _violations)}");

    public Constraints GroupName(string? value, string member = "logGroupName") => Required(value, member).OptionalGroupName(value, member);

    public Constraints OptionalGroupName(string? value, string member)
    {
        if (value is not null && !GroupNamePattern().IsMatch(value))
        {
            Violation(value, member, @"Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+");
        }

        return Length(value, member, 1, 512);
    }

    public Constraints StreamName(string? value, string member = "logStreamName") => Required(value, member).OptionalStreamName(value, member);

    public Constraints OptionalStreamName(string? value, string member)
    {
        if (value is not null && value.AsSpan().ContainsAny(':', '*'))
        {
            Violation(value, member, "Member must satisfy regular expression pattern: [^:*]*");
        }

        return Length(value, member, 1, 512);
    }

    public Constraints Limit(int? value, int most)
    {
        if (value < 1)
        {
            Violation(value.Value.ToString(CultureInfo.InvariantCulture), "limit", "Member must have value greater than or equal to 1");
        }
        else if (value > most)
        {
            Violation(value.Value.ToString(CultureInfo.InvariantCulture), "limit", $"Member must have value less than or equal to {most}");
        }

        return this;
    }

    public Constraints Time(long? value, string member)
    {
        if (value < 0)
        {
            Violation(value.Value.ToString(CultureInfo.InvariantCulture), member, "Member must have value greater than or equal to 0");
        }

        return this;
    }

    public Constraints Required(object? value, string member)
    {
        if (value is null)
        {
            _violations.Add($"Value null at '{member}' failed to satisfy constraint: Member must not be null");
        }

        return this;
    }

    public Constraints Length(string? value, string member, int least, int most)
    {
        if (value is not null && value.Length < least)
        {
            Violation(value, member, $"Member must have length greater than or equal to {least}");
        }
        else if (value is not null && value.Length > most)
        {
            Violation(value, member, $"Member must have length less than or equal to {most}");
        }

        return this;
    }

    public Constraints Count(int? count, string member, int least, int most)
    {
        if (count < least)
        {
            Violation("[]", member, $"Member must have length greater than or equal to {least}");
        }
        else if (count > most)
        {
            Violation("[…]", member, $"Member must have length less than or equal to {most}");
        }

        return this;
    }

    public Constraints OneOf<T>(T? value, string member, IReadOnlyList<T> allowed)
        where T : struct
    {
        if (value is { } given && !allowed.Contains(given))
        {
            Violation(given.ToString()!, member, $"Member must satisfy enum value set: [{string.Join(", ", allowed)}]");
        }

        return this;
    }

    public Constraints OneOf(string? value, string member, params string[] allowed)
    {
        if (value is not null && !allowed.Contains(value, StringComparer.Ordinal))
        {
            Violation(value, member, $"Member must satisfy enum value set: [{string.Join(", ", allowed)}]");
        }

        return this;
    }

    private void Violation(string value, string member, string constraint) =>
        _violations.Add($"Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");

    [GeneratedRegex(@"^[\.\-_/#A-Za-z0-9]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupNamePattern();
}
