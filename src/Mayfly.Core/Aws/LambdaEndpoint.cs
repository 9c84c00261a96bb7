using System.Collections.Frozen;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Routing;
using Mayfly.Core.EventQueue;
using Mayfly.Core.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mayfly.Core.Aws;

/// <summary>The Lambda service: finds the operation that a request is for, and runs it.</summary>
public sealed class LambdaEndpoint(IEnumerable<OperationRunner> operations, InvokeEndpoint invoke, InvokeAsyncEndpoint invokeAsync)
{
    private readonly FrozenDictionary<string, OperationRunner> _operations = operations.ToFrozenDictionary(static operation => operation.Name, StringComparer.Ordinal);

    public Task HandleAsync(HttpContext http, AwsIdentity caller)
    {
        // The raw target: a label may hold an encoded slash, which a decoded path has lost.
        ReadOnlySpan<char> target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int question = target.IndexOf('?');
        ReadOnlySpan<char> path = question >= 0 ? target[..question] : target;
        ReadOnlySpan<char> query = question >= 0 ? target[(question + 1)..] : default;
        if (!LambdaRoutes.TryMatch(http.Request.Method, path, query, out OperationMatch match))
        {
            return HttpOperationResponse.RefuseAsync(http, CommonErrors.UnknownOperationException($"Lambda has no operation at {http.Request.Method} {path}."));
        }

        if (match.Operation.Name == "Invoke")
        {
            return invoke.HandleAsync(http, caller, match);
        }

        if (match.Operation.Name == "InvokeAsync")
        {
            return invokeAsync.HandleAsync(http, caller, match);
        }

        if (match.Operation.Name == "InvokeWithResponseStream")
        {
            return invoke.HandleAsync(http, caller, match, streaming: true);
        }

        return _operations.TryGetValue(match.Operation.Name, out OperationRunner? operation)
            ? operation.RunAsync(http, caller, match)
            : HttpOperationResponse.RefuseAsync(http, NotBuilt(match.Operation.Name));
    }

    private static AwsError NotBuilt(string operation)
        => new("InvalidParameterValueException", 400, $"The operation {operation} is not built yet on this server.");
}
