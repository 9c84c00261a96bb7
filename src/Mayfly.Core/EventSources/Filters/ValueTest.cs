namespace Mayfly.Core.EventSources.Filters;

/// <summary>One entry of a pattern's list, asked of one value.</summary>
internal abstract class ValueTest
{
    public abstract bool Accepts(in LeafValue value);
}
