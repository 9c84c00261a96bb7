using Mayfly.Core.Streaming;

namespace Mayfly.Core.RuntimeApi;

/// <summary>A response that is passed on while it comes.</summary>
internal static class StreamedReply
{
    public static async Task TakeAsync(RuntimeApiRequest request, string requestId, ResponseStream stream)
    {
        RuntimeSession session = request.Session;
        RuntimeVerdict verdict = session.BeginResponse(requestId);
        if (verdict != RuntimeVerdict.Accepted)
        {
            await request.RefuseAsync(verdict);
            return;
        }

        switch (await stream.ReceiveAsync(request.Body, request.Header("Content-Type")))
        {
            case StreamEnd.Whole:
                await EndAsync(request, StreamFailure.InTrailers(request) ?? new RuntimeReply(RuntimeReplyKind.Response));
                break;
            case StreamEnd.TooLarge:
                session.EndResponse(new RuntimeReply(RuntimeReplyKind.ResponseTooLarge));
                await request.RefuseSizeAsync(stream.MaximumBytes);
                break;
            case StreamEnd.BrokenOff:
                session.BreakResponse();
                break;
            default:
                request.CloseAfterwards();
                break;
        }
    }

    private static async Task EndAsync(RuntimeApiRequest request, RuntimeReply reply)
    {
        RuntimeVerdict verdict = request.Session.EndResponse(reply);
        if (verdict == RuntimeVerdict.Accepted)
        {
            await request.AcceptAsync();
            return;
        }

        reply.Body?.Dispose();
        await request.RefuseAsync(verdict);
    }
}
