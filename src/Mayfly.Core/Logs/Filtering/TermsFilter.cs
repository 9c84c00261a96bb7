namespace Mayfly.Core.Logs.Filtering;

/// <summary>All required terms, no excluded one, and, where only optional terms are given, one of them.</summary>
internal sealed class TermsFilter(TextTest[] required, TextTest[] excluded, TextTest[] optional) : LogFilter
{
    public override bool Matches(ReadOnlySpan<byte> message)
    {
        foreach (TextTest term in required)
        {
            if (!term.Matches(message))
            {
                return false;
            }
        }

        foreach (TextTest term in excluded)
        {
            if (term.Matches(message))
            {
                return false;
            }
        }

        // AWS: together with other terms, optional ones are ignored.
        return required.Length > 0 || excluded.Length > 0 || optional.Length == 0 || MatchesAny(message);
    }

    private bool MatchesAny(ReadOnlySpan<byte> message)
    {
        foreach (TextTest term in optional)
        {
            if (term.Matches(message))
            {
                return true;
            }
        }

        return false;
    }
}
