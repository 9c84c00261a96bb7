using Mayfly.Core.Invocation;

namespace Mayfly.Core.RuntimeApi;

/// <summary>A response or an error that is read to its end before it counts.</summary>
internal static class WholeReply
{
    /// <param name="request">Has been found acceptable.</param>
    /// <param name="requestId">The invocation that it is for.</param>
    /// <param name="replyOf">What a body means.</param>
    public static async Task TakeAsync(RuntimeApiRequest request, string requestId, Func<RuntimeApiRequest, Payload, RuntimeReply> replyOf)
    {
        Payload? body = await request.ReadBodyAsync();
        if (body is null)
        {
            request.Session.Respond(requestId, new RuntimeReply(RuntimeReplyKind.ResponseTooLarge));
            await request.RefuseSizeAsync();
            return;
        }

        RuntimeReply reply = replyOf(request, body);
        RuntimeVerdict verdict = request.Session.Respond(requestId, reply);
        if (verdict == RuntimeVerdict.Accepted)
        {
            await request.AcceptAsync();
            return;
        }

        reply.Body?.Dispose();
        await request.RefuseAsync(verdict);
    }
}
