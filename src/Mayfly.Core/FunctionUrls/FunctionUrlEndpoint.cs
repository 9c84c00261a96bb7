using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mayfly.Core.FunctionUrls;

/// <summary>
/// Serves function URLs: <c>http://URL-ID.lambda-url.REGION.localhost:PORT/</c>, and <c>/_mayfly/url/URL-ID/</c> for clients that cannot set a host.
/// Signatures are not checked yet; a URL whose AuthType is AWS_IAM refuses requests that carry none.
/// </summary>
public sealed class FunctionUrlEndpoint
{
    private const string PathForm = "/_mayfly/url/";

    private const string Forbidden = "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";

    private readonly FunctionUrlIndex _index;
    private readonly InvocationDispatcher _dispatcher;
    private readonly TimeProvider _time;

    internal FunctionUrlEndpoint(FunctionUrlIndex index, InvocationDispatcher dispatcher, TimeProvider time)
    {
        _index = index;
        _dispatcher = dispatcher;
        _time = time;
    }

    /// <summary>Whether a request is for a function URL, and which.</summary>
    public static bool IsFor(HttpRequest request, out string urlId)
    {
        string host = request.Host.Host;
        int label = host.IndexOf(".lambda-url.", StringComparison.Ordinal);
        if (label > 0)
        {
            urlId = host[..label];
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

        if (url.AuthType == "AWS_IAM" && http.Request.Headers.Authorization.Count == 0 && !http.Request.Query.ContainsKey("X-Amz-Credential"))
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

        await InvokeAsync(http, function, url, body);
    }

    private async Task InvokeAsync(HttpContext http, FunctionKey function, FunctionUrlRecord url, Payload body)
    {
        string requestId = AwsRequestId.Of(http);
        string? alias = url.Qualifier == FunctionVersions.Latest ? null : url.Qualifier;
        using Payload payload = UrlEvent.Of(http, url.UrlId, RawPath(http, url.UrlId), requestId, body, _time.GetUtcNow());
        InvocationRequest request = new()
        {
            RequestId = requestId,
            Event = payload,
            InvokedArn = alias is null ? function.Arn : $"{function.Arn}:{alias}",
            TraceHeader = http.Request.Headers["X-Amzn-Trace-Id"] is [string trace] ? trace : string.Empty,
        };
        InvocationOutcome outcome = await _dispatcher.InvokeAsync(function, alias, request);
        using Payload? result = outcome.Result;
        http.Response.Headers["X-Amzn-Trace-Id"] = request.TraceHeader;
        if (url.Cors is { } cors)
        {
            http.Response.OnStarting(() =>
            {
                UrlCors.Apply(http, cors, preflight: false);
                return Task.CompletedTask;
            });
        }

        if (outcome.Status == InvocationStatus.Succeeded && await UrlResponse.TryWriteAsync(http, result!.Memory))
        {
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
        int question = target.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? target : target[..question];
        string prefix = PathForm + urlId;
        path = path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
        return path.Length == 0 ? "/" : path;
    }
}
