using System.Text.Json;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>
/// One filter's pattern, in the language of EventBridge, made ready to be asked of many records. Immutable.
/// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
/// </summary>
internal sealed class FilterPattern
{
    private readonly PatternNode[] _alternatives;

    private FilterPattern(PatternNode[] alternatives) => _alternatives = alternatives;

    /// <summary>Null when the text is not a pattern.</summary>
    public static FilterPattern? Parse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return new FilterPattern(FilterPatternParser.Parse(document.RootElement));
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    public bool Matches(in JsonElement record)
    {
        foreach (PatternNode alternative in _alternatives)
        {
            if (alternative.Matches(record, record))
            {
                return true;
            }
        }

        return false;
    }
}
