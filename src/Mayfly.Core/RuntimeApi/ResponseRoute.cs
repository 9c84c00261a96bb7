using Mayfly.Core.Invocation;
using Mayfly.Core.Streaming;

namespace Mayfly.Core.RuntimeApi;

/// <summary>POST /2018-06-01/runtime/invocation/{id}/response: the result, whole or streamed (chunked, errors in trailers).</summary>
internal static class ResponseRoute
{
    private const string Mode = "Lambda-Runtime-Function-Response-Mode";

    public static Task HandleAsync(RuntimeApiRequest request, string requestId)
    {
        RuntimeVerdict verdict = request.Session.Check(requestId, out ResponseStream? stream);
        if (verdict != RuntimeVerdict.Accepted)
        {
            return request.RefuseAsync(verdict);
        }

        string? mode = request.Header(Mode);
        if (mode is not (null or "streaming"))
        {
            return RefuseModeAsync(request, requestId);
        }

        // Who asked for a stream gets one of whatever is streamed, or longer than a response may be that is not; any other comes to him in one piece.
        if (stream is not null && (mode is not null || request.BodyLength is not <= RuntimeApiRequest.MaximumResponseBytes))
        {
            return StreamedReply.TakeAsync(request, requestId, stream);
        }

        request.Session.Responding?.Invoke();
        return WholeReply.TakeAsync(request, requestId, ReplyOf);
    }

    private static RuntimeReply ReplyOf(RuntimeApiRequest request, Payload body)
    {
        string? contentType = request.Header("Content-Type") is string given && !given.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) ? given : null;
        if (request.Header(Mode) is null || StreamFailure.InTrailers(request) is not { } failure)
        {
            return new RuntimeReply(RuntimeReplyKind.Response, body, ContentType: contentType);
        }

        body.Dispose();
        return failure;
    }

    private static Task RefuseModeAsync(RuntimeApiRequest request, string requestId)
    {
        RuntimeReply failure = StreamFailure.InvalidMode();
        if (request.Session.Respond(requestId, failure) != RuntimeVerdict.Accepted)
        {
            failure.Body!.Dispose();
        }

        return request.AnswerAsync(400, "{\"errorMessage\":\"Invalid function response mode\",\"errorType\":\"InvalidFunctionResponseMode\"}\n"u8);
    }
}
