using System.Collections.Frozen;

namespace Mayfly.Contracts.Routing;

/// <summary>One segment of the paths known so far. Literals are preferred to a label.</summary>
internal sealed class RouteNode
{
    private readonly Dictionary<string, RouteNode> _building = new(StringComparer.Ordinal);
    private FrozenDictionary<string, RouteNode>.AlternateLookup<ReadOnlySpan<char>> _literals;

    public RouteNode? Label { get; private set; }

    /// <summary>A label that takes the rest of the path, slashes and all.</summary>
    public RouteNode? GreedyLabel { get; private set; }

    public List<RouteCandidate> Candidates { get; } = [];

    public RouteNode Literal(string segment)
    {
        if (!_building.TryGetValue(segment, out RouteNode? child))
        {
            _building.Add(segment, child = new RouteNode());
        }

        return child;
    }

    public RouteNode AnyLabel(bool greedy) => greedy ? GreedyLabel ??= new RouteNode() : Label ??= new RouteNode();

    /// <summary>To be called once, when all routes are known.</summary>
    public void Freeze()
    {
        _literals = _building.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        // Candidates that ask for a query literal are more special than those that do not.
        Candidates.Sort((left, right) => (left.Query is null).CompareTo(right.Query is null));
        foreach (RouteNode child in _building.Values)
        {
            child.Freeze();
        }

        Label?.Freeze();
        GreedyLabel?.Freeze();
    }

    public RouteNode? FindLiteral(ReadOnlySpan<char> segment) => _literals.TryGetValue(segment, out RouteNode? child) ? child : null;
}
