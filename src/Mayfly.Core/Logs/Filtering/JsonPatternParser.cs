using System.Globalization;
using System.Text.Json;

namespace Mayfly.Core.Logs.Filtering;

/// <summary>Reads <c>{ $.level = "ERROR" &amp;&amp; ($.n[0] > 5 || $.x NOT EXISTS) }</c>.</summary>
internal sealed class JsonPatternParser
{
    private const int MostWildcards = 3;

    private readonly PatternReader _reader;
    private int _wildcards;

    private JsonPatternParser(PatternReader reader)
    {
        _reader = reader;
    }

    public static LogFilter? Parse(PatternReader reader)
    {
        JsonPatternParser parser = new(reader);
        reader.TryTake("{");
        if (new ConditionParser<JsonElement>(reader, parser.ParseLeaf).Parse() is not { } condition)
        {
            return null;
        }

        return reader.TryTake("}") ? new JsonFilter(condition) : reader.Fail<LogFilter>("&&, || or a closing brace was expected");
    }

    private Condition<JsonElement>? ParseLeaf()
    {
        if (ParseSelector() is not { } selector)
        {
            return null;
        }

        if (_reader.TryTakeWord("NOT"))
        {
            return _reader.TryTakeWord("EXISTS") ? new JsonNotExists(selector) : _reader.Fail<Condition<JsonElement>>("EXISTS was expected after NOT");
        }

        if (_reader.TryTakeWord("IS"))
        {
            return _reader.TryTakeWord("NULL") ? new JsonIs(selector, JsonValueKind.Null)
                : _reader.TryTakeWord("TRUE") ? new JsonIs(selector, JsonValueKind.True)
                : _reader.TryTakeWord("FALSE") ? new JsonIs(selector, JsonValueKind.False)
                : _reader.Fail<Condition<JsonElement>>("NULL, TRUE or FALSE was expected after IS");
        }

        return ComparandParser.Parse(_reader) is { } comparand ? new JsonComparison(selector, comparand) : null;
    }

    private JsonSelector? ParseSelector()
    {
        if (!_reader.TryTake("$"))
        {
            return _reader.Fail<JsonSelector>("a property selector, such as $.level, was expected");
        }

        List<JsonStep> steps = [];
        while (_reader.Peek is '.' or '[')
        {
            if (ParseStep() is not { } step)
            {
                return null;
            }

            steps.Add(step);
        }

        if (steps.Count(step => step.IsWildcard) > 1)
        {
            return _reader.Fail<JsonSelector>("a property selector may hold one wildcard");
        }

        return steps.Count > 0 ? new JsonSelector([.. steps]) : _reader.Fail<JsonSelector>("a property was expected after $");
    }

    private JsonStep? ParseStep()
    {
        if (_reader.TryTake("[") || _reader.TryTake(".["))
        {
            return ParseBracket();
        }

        _reader.TryTake(".");
        if (_reader.TryTake("*"))
        {
            return Wildcard();
        }

        string name = _reader.TakeWhile(next => char.IsLetterOrDigit(next) || next is '-' or '_');
        return name.Length > 0 ? new JsonStep(name, -1) : NoStep("the name of a property was expected");
    }

    private JsonStep? ParseBracket()
    {
        JsonStep? step;
        if (_reader.TryTake("*"))
        {
            step = Wildcard();
        }
        else if (_reader.Peek is '\'' or '"')
        {
            step = _reader.TakeQuoted(_reader.Peek) is { } name ? new JsonStep(name, -1) : null;
        }
        else
        {
            string digits = _reader.TakeWhile(char.IsAsciiDigit);
            step = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? new JsonStep(null, index) : NoStep("an element's number was expected");
        }

        return step is null || _reader.TryTake("]") ? step : NoStep("a closing bracket was expected");
    }

    private JsonStep? Wildcard() => ++_wildcards > MostWildcards ? NoStep($"a pattern may hold {MostWildcards} wildcard selectors") : JsonStep.Wildcard;

    private JsonStep? NoStep(string fault)
    {
        _reader.Fail<string>(fault);
        return null;
    }
}
