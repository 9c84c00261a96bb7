namespace Mayfly.Core.EventSources.Filters;

/// <summary><c>anything-but</c>: a value that none of these accepts.</summary>
internal sealed class AnythingButTest(ValueTest[] excluded) : ValueTest
{
    public override bool Accepts(in LeafValue value)
    {
        foreach (ValueTest test in excluded)
        {
            if (test.Accepts(value))
            {
                return false;
            }
        }

        return true;
    }
}
