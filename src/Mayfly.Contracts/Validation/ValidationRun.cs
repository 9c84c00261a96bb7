using Mayfly.Contracts.Json;

namespace Mayfly.Contracts.Validation;

/// <summary>
/// One check of a request: collects every broken constraint with the path of its member. Allocates nothing for a request that breaks none,
/// apart from paths into nested structures.
/// </summary>
internal ref struct ValidationRun
{
    /// <summary>A hostile request could break a constraint a million times, or with a value of many megabytes; nobody reads that much.</summary>
    private const int MostFailures = 100;
    private const int LongestValue = 16 * 1024;

    private List<string>? _failures;
    private List<string>? _path;

    /// <summary>Null when nothing is wrong.</summary>
    public readonly AwsError? ToError() => _failures is null
        ? null
        : CommonErrors.ValidationException($"{_failures.Count} validation error{(_failures.Count == 1 ? "" : "s")} detected: {string.Join("; ", _failures)}");

    public void Enter(string member) => (_path ??= []).Add(member);

    /// <param name="member">The list.</param>
    /// <param name="number">Counted from one, as AWS does.</param>
    public void EnterElement(string member, int number) => Enter($"{member}.{number}.member");

    public readonly void Leave() => _path!.RemoveAt(_path.Count - 1);

    public void Present(string member, bool present)
    {
        if (!present)
        {
            Fail(member, null, sensitive: false, Demand.NotNull);
        }
    }

    /// <summary>For an element that has been entered.</summary>
    public bool ElementPresent(bool present)
    {
        if (!present)
        {
            Fail(null, null, sensitive: false, Demand.NotNull);
        }

        return present;
    }

    public void Text(string member, string? value, TextConstraint constraint, bool sensitive = false)
    {
        if (value is not null)
        {
            Check(member, value, value, constraint, sensitive);
        }
    }

    public void Integer(string member, long? value, IntegerConstraint constraint, bool sensitive = false)
    {
        if (value is { } number)
        {
            Check(member, number, null, constraint, sensitive);
        }
    }

    public void Decimal(string member, double? value, DecimalConstraint constraint, bool sensitive = false)
    {
        if (value is { } number)
        {
            Check(member, number, null, constraint, sensitive);
        }
    }

    /// <param name="member">A list, map or blob.</param>
    /// <param name="size">Null when it is absent.</param>
    /// <param name="value">For the message.</param>
    /// <param name="constraint">On the size.</param>
    /// <param name="sensitive">The value stays out of the message.</param>
    public void Size(string member, int? size, object? value, SizeConstraint constraint, bool sensitive = false)
    {
        if (size is { } number)
        {
            Check(member, number, value, constraint, sensitive);
        }
    }

    public void Elements(string member, IReadOnlyList<string>? list, TextConstraint constraint, bool notNull, bool sensitive = false)
    {
        for (int i = 0; i < (list?.Count ?? 0); i++)
        {
            if (!IsFine(list![i], constraint, notNull))
            {
                Fail(member, list, sensitive, Demand.Elements(Demands(constraint, notNull)));
                return;
            }
        }
    }

    public void Elements<TEnum>(string member, IReadOnlyList<TEnum>? list, TextConstraint constraint, bool notNull, bool sensitive = false)
        where TEnum : struct, ITextEnum<TEnum>
    {
        for (int i = 0; i < (list?.Count ?? 0); i++)
        {
            if (!IsFine(list![i].Value, constraint, notNull))
            {
                Fail(member, list, sensitive, Demand.Elements(Demands(constraint, notNull)));
                return;
            }
        }
    }

    /// <summary>Elements that AWS words as if the list were one value.</summary>
    public void PlainElements<TEnum>(string member, IReadOnlyList<TEnum>? list, TextConstraint constraint, bool sensitive = false)
        where TEnum : struct, ITextEnum<TEnum>
    {
        for (int i = 0; i < (list?.Count ?? 0); i++)
        {
            if (!IsFine(list![i].Value, constraint, notNull: true))
            {
                Fail(member, list, sensitive, string.Join(", ", constraint.All()));
                return;
            }
        }
    }

    public void Keys<T>(string member, IReadOnlyDictionary<string, T>? map, TextConstraint constraint, bool sensitive = false)
    {
        if (map is not null && !map.Keys.All(constraint.Accepts))
        {
            Fail(member, map, sensitive, Demand.Keys(constraint.All()));
        }
    }

    public void Values(string member, IReadOnlyDictionary<string, string>? map, TextConstraint constraint, bool sensitive = false)
    {
        if (map is not null && !map.Values.All(value => IsFine(value, constraint, notNull: true)))
        {
            Fail(member, map, sensitive, Demand.Values(Demands(constraint, notNull: true)));
        }
    }

    public void Values(string member, IReadOnlyDictionary<string, double>? map, DecimalConstraint constraint, bool sensitive = false)
    {
        if (map is not null && !map.Values.All(constraint.Accepts))
        {
            Fail(member, map, sensitive, Demand.Values([.. constraint.All(), Demand.NotNull]));
        }
    }

    public void ListValues(string member, IReadOnlyDictionary<string, IReadOnlyList<string>>? map, SizeConstraint size, TextConstraint element, bool sensitive = false)
    {
        if (map is null)
        {
            return;
        }

        if (!map.Values.All(list => list is not null && size.Accepts(list.Count)))
        {
            Fail(member, map, sensitive, Demand.Values([.. size.All(), Demand.NotNull]));
        }
        else if (!map.Values.All(list => list.All(value => IsFine(value, element, notNull: true))))
        {
            Fail(member, map, sensitive, Demand.Values([Demand.Elements(Demands(element, notNull: true)), Demand.NotNull]));
        }
    }

    private static bool IsFine(string? value, TextConstraint constraint, bool notNull) => value is null ? !notNull : constraint.Accepts(value);

    private static IEnumerable<string> Demands(TextConstraint constraint, bool notNull) => notNull ? constraint.All().Append(Demand.NotNull) : constraint.All();

    private void Check<T>(string member, T value, object? shown, Constraint<T> constraint, bool sensitive)
    {
        if (!constraint.Accepts(value))
        {
            foreach (string demand in constraint.BrokenBy(value))
            {
                Fail(member, shown ?? value, sensitive, demand);
            }
        }
    }

    private void Fail(string? member, object? value, bool sensitive, string demand)
    {
        if (_failures?.Count == MostFailures)
        {
            return;
        }

        IEnumerable<string> path = _path ?? [];
        string shown = sensitive ? "Value" : value is null ? "Value null" : $"Value '{Shorten(JavaText.Of(value))}'";
        (_failures ??= []).Add($"{shown} at '{string.Join('.', member is null ? path : path.Append(member))}' failed to satisfy constraint: {demand}");
    }
    private static string Shorten(string text) => text.Length <= LongestValue ? text : $"{text.AsSpan(0, LongestValue)}...";
}
