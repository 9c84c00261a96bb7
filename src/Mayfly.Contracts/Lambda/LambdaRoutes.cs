using Mayfly.Contracts.Routing;

namespace Mayfly.Contracts.Lambda;

/// <summary>Finds the Lambda operation that a request is for.</summary>
public static class LambdaRoutes
{
    private static readonly RouteTable s_table = new(LambdaOperations.All);

    /// <param name="method">HTTP method in capitals.</param>
    /// <param name="path">The path as it came over the wire, not decoded: an ARN in it may hold encoded slashes.</param>
    /// <param name="query">The query as it came over the wire, with or without its question mark.</param>
    /// <param name="match">The operation and its labels.</param>
    public static bool TryMatch(string method, ReadOnlySpan<char> path, ReadOnlySpan<char> query, out OperationMatch match) =>
        s_table.TryMatch(method, path, query, out match);
}
