using Mayfly.Core.Streaming;

namespace Mayfly.Core.RuntimeApi;

/// <summary>POST /2018-06-01/runtime/invocation/{id}/error: the handler failed.</summary>
internal static class ErrorRoute
{
    public static Task HandleAsync(RuntimeApiRequest request, string requestId)
    {
        RuntimeVerdict verdict = request.Session.Check(requestId, out ResponseStream? _);
        return verdict != RuntimeVerdict.Accepted
            ? request.RefuseAsync(verdict)
            : WholeReply.TakeAsync(
                request, requestId, static (request, body) => new RuntimeReply(RuntimeReplyKind.Error, body, request.Header("Lambda-Runtime-Function-Error-Type")));
    }
}
