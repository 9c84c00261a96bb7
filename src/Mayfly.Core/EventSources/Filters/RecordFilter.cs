using System.Text.Json;
using Mayfly.Contracts;
using Mayfly.Core.Functions;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>A mapping's filters: a record passes that matches any of them, or every record when there are none. Immutable.</summary>
internal sealed class RecordFilter
{
    /// <summary>AWS's quota, with the increase that it grants.</summary>
    private const int MostPatterns = 10;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1024 };

    private readonly FilterPattern[] _patterns;

    private RecordFilter(FilterPattern[] patterns) => _patterns = patterns;

    public static RecordFilter None { get; } = new([]);

    public bool PassesAll => _patterns.Length == 0;

    /// <summary>Reads the patterns of a mapping's FilterCriteria.</summary>
    public static AwsResult<RecordFilter> Parse(IReadOnlyList<string?> patterns)
    {
        if (patterns.Count > MostPatterns)
        {
            return FunctionErrors.Invalid($"FilterCriteria holds {patterns.Count} filters, and {MostPatterns} are allowed.");
        }

        FilterPattern[] parsed = new FilterPattern[patterns.Count];
        for (int index = 0; index < parsed.Length; index++)
        {
            if (patterns[index] is not { } text || FilterPattern.Parse(text) is not { } pattern)
            {
                return FunctionErrors.Invalid("Invalid filter pattern definition.");
            }

            parsed[index] = pattern;
        }

        return parsed.Length == 0 ? None : new RecordFilter(parsed);
    }

    /// <param name="record">UTF-8 JSON, as filters see the record: with its data as JSON where it is that.</param>
    public bool Passes(ReadOnlyMemory<byte> record)
    {
        if (PassesAll)
        {
            return true;
        }

        using JsonDocument document = JsonDocument.Parse(record, Deep);
        try
        {
            return AnyMatches(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            // A name or value with half a surrogate pair in it: what cannot be judged is not thrown away.
            return true;
        }
    }

    private bool AnyMatches(in JsonElement record)
    {
        foreach (FilterPattern pattern in _patterns)
        {
            if (pattern.Matches(record))
            {
                return true;
            }
        }

        return false;
    }
}
