namespace Mayfly.Core.Logs.Filtering;

/// <summary>Reads conditions joined by <c>&amp;&amp;</c>, <c>||</c> and parentheses; the former binds closer. Depth is bounded by the pattern's length.</summary>
internal sealed class ConditionParser<TSubject>(PatternReader reader, Func<Condition<TSubject>?> parseLeaf)
    where TSubject : allows ref struct
{
    public Condition<TSubject>? Parse() => ParseList("||", ParseAll, conditions => new AnyOf<TSubject>(conditions));

    private Condition<TSubject>? ParseAll() => ParseList("&&", ParseOne, conditions => new AllOf<TSubject>(conditions));

    private Condition<TSubject>? ParseOne()
    {
        if (!reader.TryTake("("))
        {
            return parseLeaf();
        }

        Condition<TSubject>? inner = Parse();
        return inner is null || reader.TryTake(")") ? inner : reader.Fail<Condition<TSubject>>("a parenthesis is not closed");
    }

    private Condition<TSubject>? ParseList(string joint, Func<Condition<TSubject>?> parsePart, Func<Condition<TSubject>[], Condition<TSubject>> join)
    {
        List<Condition<TSubject>> parts = [];
        do
        {
            if (parsePart() is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }
        while (reader.TryTake(joint));
        return parts.Count == 1 ? parts[0] : join([.. parts]);
    }
}
