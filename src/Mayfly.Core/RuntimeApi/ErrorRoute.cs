using Mayfly.Core.Invocation;

namespace Mayfly.Core.RuntimeApi;

/// <summary>POST /2018-06-01/runtime/invocation/{id}/error: the handler failed.</summary>
internal static class ErrorRoute
{
    public static async Task HandleAsync(RuntimeApiRequest request, string requestId)
    {
        RuntimeSession session = request.Session;
        RuntimeVerdict verdict = session.Check(requestId);
        if (verdict != RuntimeVerdict.Accepted)
        {
            await request.RefuseAsync(verdict);
            return;
        }

        Payload? body = await request.ReadBodyAsync();
        if (body is null)
        {
            session.Respond(requestId, new RuntimeReply(RuntimeReplyKind.ResponseTooLarge));
            await request.RefuseSizeAsync();
            return;
        }

        string? errorType = request.Header("Lambda-Runtime-Function-Error-Type");
        verdict = session.Respond(requestId, new RuntimeReply(RuntimeReplyKind.Error, body, errorType));
        if (verdict == RuntimeVerdict.Accepted)
        {
            await request.AcceptAsync();
            return;
        }

        body.Dispose();
        await request.RefuseAsync(verdict);
    }
}
