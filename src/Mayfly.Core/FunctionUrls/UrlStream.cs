using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.FunctionUrls;

/// <summary>
/// A function's bytes as the answer to a request to its URL, sent as they come: with a prelude its status and headers are the function's, without one they are 200 and
/// the type that the runtime gave.
/// </summary>
internal sealed class UrlStream
{
    /// <summary>The type of a response that has a <see cref="ResponsePrelude"/>.</summary>
    private const string HttpIntegration = "application/vnd.awslambda.http-integration-response";

    private const string PlainType = "application/octet-stream";

    private readonly HttpContext _http;
    private readonly string? _contentType;
    private ResponsePrelude? _prelude;
    private bool _hasBody = true;

    public UrlStream(HttpContext http, string? contentType)
    {
        _http = http;
        _contentType = contentType;
        _prelude = HasPrelude(contentType) ? new ResponsePrelude() : null;
    }

    public static bool HasPrelude(string? contentType) => contentType?.StartsWith(HttpIntegration, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether something of the answer has been sent: its status cannot be another any more.</summary>
    public bool Started { get; private set; }

    /// <returns>False when the client has gone, or the response is none.</returns>
    public async ValueTask<bool> WriteAsync(ReadOnlySequence<byte> bytes)
    {
        if (_prelude is not null)
        {
            if (!_prelude.TryComplete(bytes, out JsonDocument? json, out ReadOnlySequence<byte> rest))
            {
                return !_prelude.IsBroken;
            }

            using (json)
            {
                if (!UrlResponse.TryWriteHead(_http.Response, json!.RootElement))
                {
                    return false;
                }
            }

            (_prelude, bytes) = (null, rest);
            _hasBody = UrlResponse.HasBody(_http.Response.StatusCode);
            await StartAsync();
        }
        else if (!Started)
        {
            _http.Response.ContentType = _contentType ?? PlainType;
            await StartAsync();
        }

        return await SendAsync(bytes);
    }

    /// <summary>The response has come to its end in order.</summary>
    /// <returns>False when it was none: nothing has been sent then.</returns>
    public async ValueTask<bool> EndAsync()
    {
        if (_prelude is not null)
        {
            return false;
        }

        if (!Started)
        {
            _http.Response.ContentType = _contentType ?? PlainType;
            await StartAsync();
        }

        return true;
    }

    private Task StartAsync()
    {
        Started = true;
        _http.Response.ContentType ??= PlainType;
        return _http.Response.StartAsync();
    }

    private async ValueTask<bool> SendAsync(ReadOnlySequence<byte> bytes)
    {
        if (!_hasBody)
        {
            return true;
        }

        foreach (ReadOnlyMemory<byte> part in bytes)
        {
            _http.Response.BodyWriter.Write(part.Span);
        }

        FlushResult flushed = await _http.Response.BodyWriter.FlushAsync();
        return !flushed.IsCompleted && !_http.RequestAborted.IsCancellationRequested;
    }
}
