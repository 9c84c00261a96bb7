using Mayfly.Contracts.Operations;

namespace Mayfly.Contracts.Routing;

/// <summary>An operation at the end of a path. AWS tells some apart by a literal in the query: <c>/layers?find=LayerVersion</c>.</summary>
internal readonly record struct RouteCandidate(OperationDescriptor Operation, string? Query)
{
    public bool Accepts(ReadOnlySpan<char> query)
    {
        if (Query is null)
        {
            return true;
        }

        query = query.TrimStart('?');
        foreach (Range part in query.Split('&'))
        {
            if (query[part].SequenceEqual(Query))
            {
                return true;
            }
        }

        return false;
    }
}
