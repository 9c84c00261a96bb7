using System.IO.Pipelines;
using Mayfly.Core.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mayfly.Core.RuntimeApi;

/// <summary>One request of a runtime, on Kestrel's features.</summary>
internal readonly struct RuntimeApiRequest(IFeatureCollection features)
{
    /// <summary>AWS's limit for a result, bytes: 6 MB and a bit. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
    public const int MaximumResponseBytes = 6_291_556;

    private readonly IHttpRequestFeature _request = features.Get<IHttpRequestFeature>()!;
    private readonly IHttpResponseFeature _response = features.Get<IHttpResponseFeature>()!;

    public RuntimeSession Session => features.Get<RuntimeSession>()!;

    /// <summary>Identifies the connection, see <see cref="RuntimeSession.Disconnected"/>.</summary>
    public string Connection => features.Get<IHttpConnectionFeature>()!.ConnectionId;

    public string Path => _request.Path;

    public bool IsGet => HttpMethods.IsGet(_request.Method);

    public bool IsPost => HttpMethods.IsPost(_request.Method);

    public IHeaderDictionary Headers => _request.Headers;

    public IHeaderDictionary ResponseHeaders => _response.Headers;

    public PipeWriter Output => features.Get<IHttpResponseBodyFeature>()!.Writer;

    public PipeReader Body => features.Get<IRequestBodyPipeFeature>()!.Reader;

    /// <summary>A trailer of a streamed request whose body has been read; null when it has none of that name.</summary>
    public string? Trailer(string name)
    {
        IHttpRequestTrailersFeature? trailers = features.Get<IHttpRequestTrailersFeature>();
        return trailers is { Available: true } && trailers.Trailers.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues value) ? value.ToString() : null;
    }

    /// <summary>Reads the body. Null when it is past the limit for a result.</summary>
    public ValueTask<Payload?> ReadBodyAsync() => Payload.ReadAsync(Body, MaximumResponseBytes, CancellationToken.None);

    /// <summary>The connection ends after this answer: what was sent on it is not read any further.</summary>
    public void CloseAfterwards() => _response.Headers.Connection = "close";

    public void SetStatus(int status) => _response.StatusCode = status;

    public Task AnswerAsync(int status, ReadOnlySpan<byte> body, string contentType = "application/json")
    {
        _response.StatusCode = status;
        _response.Headers.ContentType = contentType;
        _response.Headers.ContentLength = body.Length;
        PipeWriter output = Output;
        body.CopyTo(output.GetSpan(body.Length));
        output.Advance(body.Length);
        return output.FlushAsync().AsTask();
    }

    public Task AcceptAsync() => AnswerAsync(202, "{\"status\":\"OK\"}\n"u8);

    public Task RefuseAsync(RuntimeVerdict verdict) => verdict == RuntimeVerdict.InvalidRequestId
        ? AnswerAsync(400, "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}\n"u8)
        : AnswerAsync(403, "{\"errorMessage\":\"State transition is not allowed\",\"errorType\":\"InvalidStateTransition\"}\n"u8);

    public Task RefuseMethodAsync() => AnswerAsync(405, ""u8, "text/plain");
}
