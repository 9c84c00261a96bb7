using System.Text;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.RuntimeApi;

/// <summary>How streamed responses fail: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming</summary>
internal static class StreamFailure
{
    private const string TruncatedResponse = "Runtime.TruncatedResponse";
    private const string InvalidResponseMode = "Runtime.InvalidResponseModeHeader";

    /// <summary>The function failed in the middle of its stream: its trailers have the error's type and, in base64, its document. Null when they have not.</summary>
    public static RuntimeReply? InTrailers(RuntimeApiRequest request)
        => request.Trailer("Lambda-Runtime-Function-Error-Type") is string { Length: > 0 } errorType
            ? new RuntimeReply(RuntimeReplyKind.Error, DecodeDocument(request.Trailer("Lambda-Runtime-Function-Error-Body"), errorType), errorType)
            : null;

    /// <summary>The runtime broke its response off and went on as if nothing had been.</summary>
    public static RuntimeReply BrokenOff(InvocationRequest request) => new(
        RuntimeReplyKind.Error, Document(TruncatedResponse, $"RequestId: {request.RequestId} Error: The runtime ended its response before it was whole."), TruncatedResponse);

    public static RuntimeReply InvalidMode() => new(
        RuntimeReplyKind.Error, Document(InvalidResponseMode, "The runtime's Lambda-Runtime-Function-Response-Mode header must be \"streaming\" or left out."), InvalidResponseMode);

    /// <summary>What the reader of a stream is told that it failed of, as AWS does; null for a response that is whole.</summary>
    public static string? CodeOf(in RuntimeReply reply) => reply.Kind switch
    {
        RuntimeReplyKind.Response => null,
        RuntimeReplyKind.Error => reply.ErrorType,
        RuntimeReplyKind.ResponseTooLarge => "Function.ResponseSizeTooLarge",
        RuntimeReplyKind.TimedOut => "Sandbox.Timeout",
        RuntimeReplyKind.ExtensionFailed => reply.Fault!.ErrorType,
        _ => TruncatedResponse,
    };

    private static Payload DecodeDocument(string? encoded, string errorType)
    {
        byte[] document = new byte[(encoded?.Length ?? 0) + 1];
        return encoded is not null && Convert.TryFromBase64String(encoded, document, out int length)
            ? Payload.Copy(document.AsSpan(0, length))
            : Document(errorType, "The function failed while it streamed its response.");
    }

    private static Payload Document(string errorType, string message)
        => Payload.Copy(Encoding.UTF8.GetBytes($$"""{"errorType":{{JsonText.Quote(errorType)}},"errorMessage":{{JsonText.Quote(message)}}}"""));
}
