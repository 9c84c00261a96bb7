using System.Text;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>A pattern's object while it is read, without alternatives: what its fields must match, all together.</summary>
internal sealed class PatternShape
{
    private readonly Dictionary<string, PatternShape> _objects = new(StringComparer.Ordinal);
    private readonly List<(string Field, LeafPattern Pattern)> _leaves = [];

    public static PatternShape Of(string field, LeafPattern pattern)
    {
        PatternShape shape = new();
        shape._leaves.Add((field, pattern));
        return shape;
    }

    public static PatternShape Of(string field, PatternShape within)
    {
        PatternShape shape = new();
        shape._objects.Add(field, within);
        return shape;
    }

    /// <summary>Both, as one: what both ask of the same object field is asked of it at once.</summary>
    public static PatternShape Merge(PatternShape left, PatternShape right)
    {
        PatternShape merged = new();
        merged._leaves.AddRange([.. left._leaves, .. right._leaves]);
        foreach ((string field, PatternShape within) in left._objects.Concat(right._objects))
        {
            merged._objects[field] = merged._objects.TryGetValue(field, out PatternShape? other) ? Merge(other, within) : within;
        }

        return merged;
    }

    public ObjectPattern Build() => new(
    [
        .. _leaves.Select(static leaf => (Encoding.UTF8.GetBytes(leaf.Field), (PatternNode)leaf.Pattern)),
        .. _objects.Select(static field => (Encoding.UTF8.GetBytes(field.Key), (PatternNode)field.Value.Build())),
    ]);
}
