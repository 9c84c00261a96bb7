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
            request.CloseAfterwards();
            session.Respond(requestId, new RuntimeReply(RuntimeReplyKind.ResponseTooLarge));
            await request.AnswerAsync(413, "{\"errorMessage\":\"Exceeded maximum allowed payload size (6291556 bytes).\",\"errorType\":\"RequestEntityTooLarge\"}\n"u8);
            return;
        }

        string? errorType = request.Headers["Lambda-Runtime-Function-Error-Type"] is [string type] ? type : null;
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
