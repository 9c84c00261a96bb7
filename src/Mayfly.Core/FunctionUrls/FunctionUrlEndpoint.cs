using System.Buffers;
using System.Text.Json;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.Sockets;
using Mayfly.Core.Streaming;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mayfly.Core.FunctionUrls;

/// <summary>
/// Serves function URLs: <c>http://URL-ID.lambda-url.REGION.localhost:PORT/</c>, and <c>/_mayfly/url/URL-ID/</c> for clients that cannot set a host.
/// Signatures are not checked yet; a URL whose AuthType is AWS_IAM refuses requests that carry none for Lambda.
/// </summary>
public sealed class FunctionUrlEndpoint
{
    private const string PathForm = "/_mayfly/url/";

    private const string Forbidden = "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";

    private readonly FunctionUrlIndex _index;
    private readonly InvocationDispatcher _dispatcher;
    private readonly ResponseStreams _streams;
    private readonly PublicAddress _address;
    private readonly TimeProvider _time;

    internal FunctionUrlEndpoint(FunctionUrlIndex index, InvocationDispatcher dispatcher, ResponseStreams streams, PublicAddress address, TimeProvider time)
    {
        _address = address;
        _index = index;
        _dispatcher = dispatcher;
        _streams = streams;
        _time = time;
    }

    /// <summary>Whether a request is for a function URL, and which.</summary>
    public static bool IsFor(HttpRequest request, out string urlId)
    {
        string host = request.Host.Host;
        int label = host.IndexOf(".lambda-url.", StringComparison.OrdinalIgnoreCase);
        if (label > 0)
        {
            urlId = host[..label].ToLowerInvariant();
            return true;
        }

        string path = request.Path.Value ?? "/";
        if (path.StartsWith(PathForm, StringComparison.Ordinal))
        {
            int end = path.IndexOf('/', PathForm.Length);
            urlId = end < 0 ? path[PathForm.Length..] : path[PathForm.Length..end];
            return true;
        }

        urlId = string.Empty;
        return false;
    }

    public async Task HandleAsync(HttpContext http, string urlId)
    {
        if (_index.Find(urlId) is not var (function, url))
        {
            await RefuseAsync(http, 403, "null");
            return;
        }

        if (url.Cors is not null && UrlCors.IsPreflight(http.Request))
        {
            UrlCors.Apply(http, url.Cors, preflight: true);
            return;
        }

        UrlCaller? caller = url.AuthType == "AWS_IAM" ? UrlCaller.Of(http.Request) : null;
        if (url.AuthType == "AWS_IAM" && caller is null)
        {
            await RefuseAsync(http, 403, $"\"{Forbidden}\"");
            return;
        }

        using Payload? body = await Payload.ReadAsync(http.Request.BodyReader, InvokeErrors.MaximumEventBytes, http.RequestAborted);
        if (body is null)
        {
            await RefuseAsync(http, 413, "\"Request body is too large\"");
            return;
        }

        if (body.Length > InvokeEndpoint.LargeEvent)
        {
            await SocketThread.Leave();
        }

        await InvokeAsync(http, function, Describe(http, function, url, caller), body);
    }

    private UrlRequest Describe(HttpContext http, in FunctionKey function, FunctionUrlRecord url, UrlCaller? caller)
    {
        DateTimeOffset now = _time.GetUtcNow();
        string trace = http.Request.Headers["X-Amzn-Trace-Id"] is [{ } given] && given.Contains("Root=", StringComparison.Ordinal) ? given : TraceHeader.Begin(now);
        string domain = FunctionUrlConfigs.HostOf(function, url, _address);
        return new UrlRequest(url, domain, RawPath(http, url.UrlId), AwsRequestId.Of(http), trace, caller, now);
    }

    private async Task InvokeAsync(HttpContext http, FunctionKey function, UrlRequest described, Payload body)
    {
        FunctionUrlRecord url = described.Url;
        string? alias = url.Qualifier == FunctionVersions.Latest ? null : url.Qualifier;
        using Payload payload = UrlEvent.Of(http, described, body);
        InvocationRequest request = new()
        {
            RequestId = described.RequestId,
            Event = payload,
            InvokedArn = alias is null ? function.Arn : $"{function.Arn}:{alias}",
            TraceHeader = described.TraceHeader,
            Stream = url.Streams ? _streams.Open() : null,
        };
        http.Response.OnStarting(() =>
        {
            http.Response.Headers["X-Amzn-Trace-Id"] = request.TraceHeader;
            if (url.Cors is { } cors)
            {
                UrlCors.Apply(http, cors, preflight: false);
            }

            return Task.CompletedTask;
        });
        await (url.Streams ? StreamAsync(http, function, alias, request) : AnswerAsync(http, function, alias, request));
    }

    private async Task AnswerAsync(HttpContext http, FunctionKey function, string? alias, InvocationRequest request)
    {
        InvocationOutcome outcome = await _dispatcher.InvokeAsync(function, alias, request);
        using Payload? result = outcome.Result;
        if (outcome.Status != InvocationStatus.Succeeded || !await TryWriteAsync(http, outcome))
        {
            await FailAsync(http, outcome.Status);
        }
    }

    /// <summary>A result in JSON describes the answer, whatever its type; any other, of a function that streams though its URL does not, is the answer itself.</summary>
    private static async Task<bool> TryWriteAsync(HttpContext http, InvocationOutcome outcome)
    {
        ReadOnlyMemory<byte> result = outcome.Result!.Memory;
        using JsonDocument? json = UrlStream.HasPrelude(outcome.ContentType) ? null : UrlResponse.Parse(result);
        if (json is not null)
        {
            return await UrlResponse.TryWriteAsync(http, json.RootElement, result);
        }

        return outcome.ContentType is not null && await TryWriteWholeAsync(http, outcome);
    }

    private static async Task<bool> TryWriteWholeAsync(HttpContext http, InvocationOutcome outcome)
    {
        UrlStream answer = new(http, outcome.ContentType ?? "application/json");
        await answer.WriteAsync(new ReadOnlySequence<byte>(outcome.Result!.Memory));
        return await answer.EndAsync();
    }

    private async Task StreamAsync(HttpContext http, FunctionKey function, string? alias, InvocationRequest request)
    {
        StreamedInvocation invocation = StreamedInvocation.Start(http, _dispatcher, function, alias, request);
        UrlStream? answer = null;
        if (await invocation.Stream.Begun)
        {
            answer = new UrlStream(http, invocation.Stream.ContentType);
            await invocation.Stream.CopyAsync(answer.WriteAsync);
        }

        InvocationOutcome outcome = await invocation.Outcome;
        using Payload? result = outcome.Result;
        if (outcome.Status == InvocationStatus.Succeeded && await (answer is null ? TryWriteWholeAsync(http, outcome) : answer.EndAsync().AsTask()))
        {
            return;
        }

        if (answer is { Started: true })
        {
            // The status is out: only an answer without its end tells that it is not all.
            http.Abort();
            return;
        }

        await FailAsync(http, outcome.Status);
    }

    private static Task FailAsync(HttpContext http, InvocationStatus status) => status switch
    {
        InvocationStatus.AccountThrottled or InvocationStatus.FunctionThrottled or InvocationStatus.ScalingThrottled or InvocationStatus.MachineFull =>
            RefuseAsync(http, 429, "\"Too Many Requests\"", "TooManyRequestsException"),
        InvocationStatus.FunctionNotFound => RefuseAsync(http, 403, $"\"{Forbidden}\""),
        _ => BadGatewayAsync(http),
    };

    /// <summary>As recorded, in plain text.</summary>
    private static Task BadGatewayAsync(HttpContext http)
    {
        http.Response.StatusCode = 502;
        return http.Response.WriteAsync("Internal Server Error", http.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext http, int status, string message, string type = "AccessDeniedException")
    {
        AwsRequestId.Of(http);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers["x-amzn-ErrorType"] = type;
        return http.Response.WriteAsync($"{{\"Message\":{message}}}", http.RequestAborted);
    }

    /// <summary>The path as it was sent, without what names the URL in the path form.</summary>
    private static string RawPath(HttpContext http, string urlId)
    {
        string target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/'))
        {
            // A client that takes us for its proxy names the whole URL.
            target = http.Request.Path.ToUriComponent();
        }

        int question = target.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? target : target[..question];
        string prefix = PathForm + urlId;
        path = path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
        return path.Length == 0 ? "/" : path;
    }
}
