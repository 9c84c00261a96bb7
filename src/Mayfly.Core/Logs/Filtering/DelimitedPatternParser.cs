namespace Mayfly.Core.Logs.Filtering;

/// <summary>Reads <c>[ip, user, ..., status = 4* || status = 500, bytes > 1000]</c>.</summary>
internal sealed class DelimitedPatternParser
{
    private readonly PatternReader _reader;
    private readonly List<string?> _fields = [];
    private readonly List<Condition<DelimitedEvent>> _conditions = [];
    private readonly List<FieldComparison> _comparisons = [];
    private int _ellipsis = -1;
    private string _name = "";

    private DelimitedPatternParser(PatternReader reader)
    {
        _reader = reader;
    }

    public static LogFilter? Parse(PatternReader reader) => new DelimitedPatternParser(reader).Parse();

    private DelimitedFilter? Parse()
    {
        _reader.TryTake("[");
        do
        {
            if (!ParseField())
            {
                return null;
            }
        }
        while (_reader.TryTake(","));

        if (!_reader.TryTake("]"))
        {
            return _reader.Fail<DelimitedFilter>("a comma or a closing bracket was expected");
        }

        foreach (FieldComparison comparison in _comparisons)
        {
            comparison.Index = _fields.IndexOf(comparison.Field);
            if (comparison.Index < 0)
            {
                return _reader.Fail<DelimitedFilter>($"there is no field '{comparison.Field}'");
            }
        }

        return new DelimitedFilter(_fields.Count, _ellipsis, [.. _conditions]);
    }

    private bool ParseField()
    {
        if (_reader.TryTake("..."))
        {
            if (_ellipsis >= 0)
            {
                return Fail("a pattern may hold one ellipsis");
            }

            _ellipsis = _fields.Count;
            _fields.Add(null);
            return true;
        }

        _reader.SkipSpace();
        if (_reader.Peek == '(')
        {
            // The field is named inside.
            return ParseCondition(named: false);
        }

        if (!TakeName())
        {
            return false;
        }

        _fields.Add(_name);
        _reader.SkipSpace();
        return _reader.Peek is ',' or ']' || ParseCondition(named: true);
    }

    /// <summary>Reads the conditions of a field. Its name has been read already, or the first name read is it.</summary>
    private bool ParseCondition(bool named)
    {
        int count = _comparisons.Count;
        bool nameTaken = named;
        Condition<DelimitedEvent>? condition = new ConditionParser<DelimitedEvent>(_reader, () => ParseLeaf(ref nameTaken)).Parse();
        if (condition is null)
        {
            return false;
        }

        if (!named)
        {
            _fields.Add(_comparisons[count].Field);
        }

        _conditions.Add(condition);
        return true;
    }

    private FieldComparison? ParseLeaf(ref bool nameTaken)
    {
        if (!nameTaken && !TakeName())
        {
            return null;
        }

        nameTaken = false;
        if (ComparandParser.Parse(_reader) is not { } comparand)
        {
            return null;
        }

        FieldComparison comparison = new(_name, comparand);
        _comparisons.Add(comparison);
        return comparison;
    }

    private bool TakeName()
    {
        _reader.SkipSpace();
        _name = _reader.TakeWhile(next => char.IsLetterOrDigit(next) || next is '-' or '_' or '.' or '$');
        return _name.Length > 0 || Fail("the name of a field was expected");
    }

    private bool Fail(string fault)
    {
        _reader.Fail<string>(fault);
        return false;
    }
}
