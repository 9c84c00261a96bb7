using Mayfly.Contracts;
using Mayfly.Core.Logs.Operations;

namespace Mayfly.Core.Logs.Filtering;

/// <summary>
/// A compiled filter pattern, as AWS's "Filter pattern syntax" page defines it: terms, <c>{ JSON }</c> conditions or <c>[space, delimited]</c> fields.
/// Made once a request, asked once an event.
/// </summary>
internal abstract class LogFilter
{
    /// <summary>Characters of the longest pattern.</summary>
    public const int LongestPattern = 1024;

    /// <summary>Whether the event's message, UTF-8, fits the pattern.</summary>
    public abstract bool Matches(ReadOnlySpan<byte> message);

    /// <summary>Compiles a pattern; an InvalidParameterException that says where it fails when it is none.</summary>
    public static AwsResult<LogFilter> Parse(string pattern)
    {
        PatternReader reader = new(pattern);
        reader.SkipSpace();
        LogFilter? filter = reader.Peek switch
        {
            '{' => JsonPatternParser.Parse(reader),
            '[' => DelimitedPatternParser.Parse(reader),
            _ => TermsParser.Parse(reader),
        };
        if (filter is not null && !reader.AtEnd)
        {
            filter = reader.Fail<LogFilter>("nothing may follow the closing bracket");
        }

        return filter is null ? LogsErrors.InvalidParameter($"Invalid filter pattern: {reader.Fault}") : filter;
    }
}
