using System.Text;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.RuntimeApi;

/// <summary>POST /2018-06-01/runtime/invocation/{id}/response: the result, whole or streamed (chunked, errors in trailers).</summary>
internal static class ResponseRoute
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

        verdict = session.Respond(requestId, ReplyOf(request, body));
        if (verdict == RuntimeVerdict.Accepted)
        {
            await request.AcceptAsync();
            return;
        }

        body.Dispose();
        await request.RefuseAsync(verdict);
    }

    private static RuntimeReply ReplyOf(RuntimeApiRequest request, Payload body)
    {
        string? contentType = request.Header("Content-Type") is string given && !given.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) ? given : null;
        if (request.Header("Lambda-Runtime-Function-Response-Mode") is null || request.Trailer("Lambda-Runtime-Function-Error-Type") is not string errorType)
        {
            return new RuntimeReply(RuntimeReplyKind.Response, body, ContentType: contentType);
        }

        // The function failed in the middle of its stream: the error document is base64 in a trailer.
        body.Dispose();
        return new RuntimeReply(RuntimeReplyKind.Error, DecodeErrorBody(request.Trailer("Lambda-Runtime-Function-Error-Body"), errorType), errorType);
    }

    private static Payload DecodeErrorBody(string? encoded, string errorType)
    {
        byte[] document = new byte[(encoded?.Length ?? 0) + 1];
        return encoded is not null && Convert.TryFromBase64String(encoded, document, out int length)
            ? Payload.Copy(document.AsSpan(0, length))
            : Payload.Copy(Encoding.UTF8.GetBytes($$"""{"errorType":{{JsonText.Quote(errorType)}},"errorMessage":"The function failed while it streamed its response."}"""));
    }
}
