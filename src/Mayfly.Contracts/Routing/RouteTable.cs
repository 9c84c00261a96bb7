using Mayfly.Contracts.Operations;

namespace Mayfly.Contracts.Routing;

/// <summary>
/// Finds the operation of a request in a tree of path segments. Works on the path as it came over the wire, still percent-encoded: an encoded slash
/// belongs to a label's value. Allocates only the label values.
/// </summary>
internal sealed class RouteTable
{
    private readonly RouteNode _root = new();

    public RouteTable(IEnumerable<OperationDescriptor> operations)
    {
        foreach (OperationDescriptor operation in operations)
        {
            Add(operation);
        }

        _root.Freeze();
    }

    public bool TryMatch(string method, ReadOnlySpan<char> path, ReadOnlySpan<char> query, out OperationMatch match)
    {
        if (path.IsEmpty || path[0] != '/')
        {
            match = default;
            return false;
        }

        // AWS takes one trailing slash as none; some older clients send it.
        ReadOnlySpan<char> trimmed = path.Length > 1 && path[^1] == '/' ? path[..^1] : path;
        Span<Range> labels = stackalloc Range[OperationMatch.MaxLabels];
        return Search(_root, new Request(method, trimmed, query), 1, labels, 0, out match);
    }

    private static bool Search(RouteNode node, in Request request, int start, Span<Range> labels, int count, out OperationMatch match)
    {
        ReadOnlySpan<char> path = request.Path;
        if (start > path.Length)
        {
            return Finish(node, request, labels[..count], out match);
        }

        int slash = path[start..].IndexOf('/');
        int end = slash < 0 ? path.Length : start + slash;
        if (node.FindLiteral(path[start..end]) is { } literal && Search(literal, request, end + 1, labels, count, out match))
        {
            return true;
        }

        if (end > start && node.Label is { } label)
        {
            labels[count] = start..end;
            if (Search(label, request, end + 1, labels, count + 1, out match))
            {
                return true;
            }
        }

        if (end > start && node.GreedyLabel is { } greedy)
        {
            labels[count] = start..path.Length;
            return Finish(greedy, request, labels[..(count + 1)], out match);
        }

        match = default;
        return false;
    }

    private static bool Finish(RouteNode node, in Request request, ReadOnlySpan<Range> labels, out OperationMatch match)
    {
        foreach (RouteCandidate candidate in node.Candidates)
        {
            if (candidate.Operation.Method == request.Method && candidate.Accepts(request.Query))
            {
                match = new OperationMatch(candidate.Operation, request.Path, labels);
                return true;
            }
        }

        match = default;
        return false;
    }

    private void Add(OperationDescriptor operation)
    {
        string[] template = operation.PathTemplate.Split('?', 2);
        RouteNode node = _root;
        int labels = 0;
        foreach (string segment in template[0].Trim('/').Split('/'))
        {
            bool isLabel = segment.StartsWith('{');
            labels += isLabel ? 1 : 0;
            node = isLabel ? node.AnyLabel(greedy: segment.EndsWith("+}", StringComparison.Ordinal)) : node.Literal(segment);
        }

        if (labels > OperationMatch.MaxLabels)
        {
            throw new InvalidOperationException($"{operation.Name} has {labels} labels in its path; {nameof(OperationMatch)} holds {OperationMatch.MaxLabels}.");
        }

        node.Candidates.Add(new RouteCandidate(operation, template.Length > 1 ? template[1] : null));
    }

    private readonly ref struct Request(string method, ReadOnlySpan<char> path, ReadOnlySpan<char> query)
    {
        public string Method { get; } = method;

        public ReadOnlySpan<char> Path { get; } = path;

        public ReadOnlySpan<char> Query { get; } = query;
    }
}
