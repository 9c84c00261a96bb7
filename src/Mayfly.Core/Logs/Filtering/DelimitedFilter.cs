namespace Mayfly.Core.Logs.Filtering;

/// <summary>Conditions on the fields of a space-delimited message; one with too few words does not match.</summary>
internal sealed class DelimitedFilter(int fieldCount, int ellipsis, Condition<DelimitedEvent>[] conditions) : LogFilter
{
    public override bool Matches(ReadOnlySpan<byte> message)
    {
        List<Range> words = DelimitedWords.Split(message);
        if (words.Count < (ellipsis >= 0 ? fieldCount - 1 : fieldCount))
        {
            return false;
        }

        DelimitedEvent subject = new(message, words, fieldCount, ellipsis);
        foreach (Condition<DelimitedEvent> condition in conditions)
        {
            if (!condition.Holds(subject))
            {
                return false;
            }
        }

        return true;
    }
}
