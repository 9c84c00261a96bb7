using System.Buffers;
using System.IO.Pipelines;
using Mayfly.Core.Invocation;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Streaming;

/// <summary>Answers an InvokeWithResponseStream: https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html</summary>
internal static class EventStreamAnswer
{
    private const string ContentType = "application/vnd.amazon.eventstream";

    /// <summary>What AWS calls a failure that came before any response.</summary>
    private const string Unhandled = "Unhandled";

    /// <returns>The outcome of an invocation that was refused: nothing has been written then. Null otherwise.</returns>
    public static async Task<InvocationOutcome?> WriteAsync(HttpContext http, StreamedInvocation invocation)
    {
        bool streamed = await invocation.Stream.Begun;
        if (streamed)
        {
            await BeginAsync(http, invocation, invocation.Stream.ExecutedVersion);
            await invocation.Stream.CopyAsync(bytes => WriteChunkAsync(http, bytes));
        }

        InvocationOutcome outcome = await invocation.Outcome;
        using Payload? result = outcome.Result;
        if (!streamed && result is null)
        {
            return outcome;
        }

        bool failed = outcome.Status != InvocationStatus.Succeeded;
        if (!streamed)
        {
            await BeginAsync(http, invocation, outcome.ExecutedVersion);
            if (!failed && result!.Length > 0)
            {
                // A handler that does not stream: all of its response at once.
                await WriteChunkAsync(http, new ReadOnlySequence<byte>(result.Memory));
            }
        }

        string? errorCode = !failed ? null : streamed ? outcome.StreamError : Unhandled;
        InvokeEvents.WriteInvokeComplete(http.Response.BodyWriter, errorCode, failed ? result!.Span : default, outcome.LogTail);
        await http.Response.BodyWriter.FlushAsync();
        return null;
    }

    private static Task BeginAsync(HttpContext http, StreamedInvocation invocation, string? executedVersion)
    {
        IHeaderDictionary headers = http.Response.Headers;
        headers.ContentType = ContentType;
        headers["X-Amz-Executed-Version"] = executedVersion;
        headers["X-Amzn-Trace-Id"] = invocation.Request.TraceHeader;
        return http.Response.StartAsync();
    }

    /// <returns>False when the client has gone.</returns>
    private static async ValueTask<bool> WriteChunkAsync(HttpContext http, ReadOnlySequence<byte> bytes)
    {
        InvokeEvents.WritePayloadChunk(http.Response.BodyWriter, bytes);
        FlushResult flushed = await http.Response.BodyWriter.FlushAsync();
        return !flushed.IsCompleted && !http.RequestAborted.IsCancellationRequested;
    }
}
