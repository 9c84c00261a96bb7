namespace Mayfly.Core.Schedules;

/// <summary>The values that a field allows: <c>*</c>, values, ranges and increments, several joined by commas.</summary>
internal sealed class CronField
{
    private readonly CronUnit _unit;
    private readonly bool[] _allowed;

    private CronField(CronUnit unit)
    {
        _unit = unit;
        _allowed = new bool[unit.Last - unit.First + 1];
    }

    public static CronField? Parse(string text, CronUnit unit, out string? fault)
    {
        CronField field = new(unit);
        foreach (string item in text.Split(','))
        {
            if (!field.Allow(item))
            {
                fault = $"'{item}' cannot stand in the field {unit.Name}, which counts from {unit.First} to {unit.Last}";
                return null;
            }
        }

        fault = null;
        return field;
    }

    public bool Allows(int value) => value >= _unit.First && value <= _unit.Last && _allowed[value - _unit.First];

    /// <summary>The least value that is allowed and not less; null when there is none.</summary>
    public int? From(int least)
    {
        for (int value = Math.Max(least, _unit.First); value <= _unit.Last; value++)
        {
            if (Allows(value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The greatest value that is allowed and not greater; null when there is none.</summary>
    public int? DownFrom(int greatest)
    {
        for (int value = Math.Min(greatest, _unit.Last); value >= _unit.First; value--)
        {
            if (Allows(value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>"*", "a", "a-b", each perhaps with "/step"; "a/step" goes on to the unit's end.</summary>
    private bool Allow(ReadOnlySpan<char> item)
    {
        int slash = item.IndexOf('/');
        int? step = slash < 0 ? 1 : CronUnit.Number(item[(slash + 1)..]);
        ReadOnlySpan<char> range = slash < 0 ? item : item[..slash];
        int dash = range.IndexOf('-');
        (int? first, int? last) = range is "*"
            ? (_unit.First, _unit.Last)
            : dash >= 0 ? (_unit.Read(range[..dash]), _unit.Read(range[(dash + 1)..]))
            : slash >= 0 ? (_unit.Read(range), _unit.Last)
            : (_unit.Read(range), _unit.Read(range));
        if (first is not { } from || last is not { } to || step is not > 0 || from > to)
        {
            return false;
        }

        for (int value = from; value <= to; value += step.Value)
        {
            _allowed[value - _unit.First] = true;
        }

        return true;
    }
}
