using System.Text;
using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi.Connections;

namespace Mayfly.Core.RuntimeApi;

/// <summary>One request of a runtime, and its answer.</summary>
internal readonly struct RuntimeApiRequest(RuntimeConnection connection)
{
    /// <summary>AWS's limit for a result, bytes: 6 MB and a bit. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
    public const int MaximumResponseBytes = 6_291_556;

    public RuntimeSession Session => connection.Session;

    /// <summary>Identifies the connection, see <see cref="RuntimeSession.Disconnected"/>.</summary>
    public object Connection => connection;

    public string Path => connection.Head.Path;

    public bool IsGet => connection.Head.Method == RequestMethod.Get;

    public bool IsPost => connection.Head.Method == RequestMethod.Post;

    public bool IsPut => connection.Head.Method == RequestMethod.Put;

    /// <summary>The body's length as it was announced, bytes; null when it comes in chunks.</summary>
    public long? BodyLength => connection.Head.ContentLength;

    /// <summary>The body, for what is read as it comes.</summary>
    public RequestBody Body => connection.Body;

    /// <summary>A header; null when there is none of that name. Headers that mean the usual are not kept: see <see cref="RequestHead"/>.</summary>
    public string? Header(string name) => connection.Head.Find(name);

    /// <summary>A trailer of a streamed request whose body has been read; null when it has none of that name.</summary>
    public string? Trailer(string name) => connection.Head.Find(name);

    /// <summary>Reads the body. Null when it is past the limit for a result.</summary>
    public ValueTask<Payload?> ReadBodyAsync() => connection.Body.ReadWholeAsync(MaximumResponseBytes);

    /// <summary>Notices from now on when the connection ends. To be called once the wait for something else than the request's own bytes has begun.</summary>
    public void WatchForEnd() => connection.WatchForEnd();

    /// <summary>The connection ends after this answer: what was sent on it is not read any further.</summary>
    public void CloseAfterwards() => connection.Head.Closes = true;

    /// <summary>The answer under way: status, headers, then <see cref="AnswerAsync(int, ReadOnlySpan{byte}, string)"/>'s work by hand.</summary>
    public ResponseBuffer Output => connection.Output;

    public Task AnswerAsync(int status, ReadOnlySpan<byte> body, string contentType = "application/json")
    {
        ResponseBuffer output = Output;
        output.Status(status);
        output.Header("Content-Type"u8, contentType);
        return FinishAsync(body);
    }

    /// <summary>Ends an answer that has its status and headers.</summary>
    public Task FinishAsync(ReadOnlySpan<byte> body)
    {
        ResponseBuffer output = Output;
        if (connection.Head.Closes)
        {
            output.Header("Connection"u8, "close"u8);
        }

        output.EndHead(body.Length);
        output.Append(body);
        ValueTask sent = connection.SendUnlessMoreIsAskedAsync();
        return sent.IsCompletedSuccessfully ? Task.CompletedTask : sent.AsTask();
    }

    public Task AcceptAsync() => AnswerAsync(202, "{\"status\":\"OK\"}\n"u8);

    public Task RefuseAsync(RuntimeVerdict verdict) => verdict == RuntimeVerdict.InvalidRequestId
        ? AnswerAsync(400, "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}\n"u8)
        : AnswerAsync(403, "{\"errorMessage\":\"State transition is not allowed\",\"errorType\":\"InvalidStateTransition\"}\n"u8);

    /// <summary>A result past AWS's limit. The rest of it is read and dropped, and the connection goes on.</summary>
    public Task RefuseSizeAsync(long limit = MaximumResponseBytes) => AnswerAsync(
        413, Encoding.ASCII.GetBytes($$"""{"errorMessage":"Exceeded maximum allowed payload size ({{limit}} bytes).","errorType":"RequestEntityTooLarge"}""" + "\n"));

    public Task RefuseMethodAsync() => AnswerAsync(405, ""u8, "text/plain");
}
