using System.Text;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Contracts.Routing;

namespace Mayfly.Contracts.Tests.Support;

/// <summary>Takes requests through the whole of Contracts: route, bind, validate.</summary>
internal static class Requests
{
    public static OperationMatch Match(string method, string target)
    {
        string[] parts = target.Split('?', 2);
        Assert.True(LambdaRoutes.TryMatch(method, parts[0], parts.Length > 1 ? parts[1] : "", out OperationMatch match), $"{method} {target} matches nothing.");
        return match;
    }

    public static AwsResult<TIn> Bind<TIn, TOut>(OperationDescriptor<TIn, TOut> operation, string target, string? body = null, params (string Name, string Value)[] headers)
        where TIn : class
        where TOut : class
    {
        OperationMatch match = Match(operation.Method, target);
        Assert.Same(operation, match.Operation);
        string query = target.Contains('?', StringComparison.Ordinal) ? target.Split('?', 2)[1] : "";
        FakeSource source = new(query, body is null ? null : Encoding.UTF8.GetBytes(body));
        foreach ((string name, string value) in headers)
        {
            source.Headers.Add(name, value);
        }

        return operation.Bind(source, match);
    }

    /// <summary>The bound input; the test fails when it cannot be bound.</summary>
    public static TIn Bound<TIn, TOut>(OperationDescriptor<TIn, TOut> operation, string target, string? body = null, params (string Name, string Value)[] headers)
        where TIn : class
        where TOut : class
    {
        AwsResult<TIn> result = Bind(operation, target, body, headers);
        Assert.False(result.IsError, result.Error?.Message);
        return result.Value;
    }

    public static AwsError Refused<TIn, TOut>(OperationDescriptor<TIn, TOut> operation, string target, string? body = null)
        where TIn : class
        where TOut : class
    {
        AwsError? error = operation.Validate(Bound(operation, target, body));
        Assert.NotNull(error);
        return error;
    }
}
