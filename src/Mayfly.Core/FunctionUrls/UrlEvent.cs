using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Mayfly.Core.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Mayfly.Core.FunctionUrls;

/// <summary>A request to a function URL as an event, payload format 2.0: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html</summary>
internal static class UrlEvent
{
    /// <summary>Headers that are a connection's own, or have a place of their own in the event.</summary>
    private static readonly FrozenSet<string> _leftOut = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Connection", "Cookie", "Keep-Alive", "Transfer-Encoding", "Upgrade");

    public static Payload Of(HttpContext http, UrlRequest url, Payload body)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            HttpRequest request = http.Request;
            string query = request.QueryString.HasValue ? request.QueryString.Value![1..] : string.Empty;
            json.WriteStartObject();
            json.WriteString("version", "2.0");
            json.WriteString("routeKey", "$default");
            json.WriteString("rawPath", url.RawPath);
            json.WriteString("rawQueryString", query);
            WriteCookies(json, request);
            WriteHeaders(json, http, url);
            WriteQuery(json, query);
            WriteContext(json, http, url);
            WriteBody(json, request, body);
            json.WriteEndObject();
        }

        return Payload.Copy(buffer.WrittenSpan);
    }

    private static void WriteCookies(Utf8JsonWriter json, HttpRequest request)
    {
        if (request.Headers.Cookie.Count == 0)
        {
            return;
        }

        json.WriteStartArray("cookies");
        foreach (string cookie in request.Headers.Cookie.SelectMany(static header => (header ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            json.WriteStringValue(cookie);
        }

        json.WriteEndArray();
    }

    /// <summary>The client's headers, and those that a proxy such as AWS's adds to say where the request came from.</summary>
    private static void WriteHeaders(Utf8JsonWriter json, HttpContext http, UrlRequest url)
    {
        SortedDictionary<string, string> headers = new(StringComparer.Ordinal);
        foreach ((string name, StringValues values) in http.Request.Headers.Where(static header => !_leftOut.Contains(header.Key)))
        {
            headers[name.ToLowerInvariant()] = string.Join(',', (IEnumerable<string?>)values);
        }

        headers["x-amzn-trace-id"] = url.TraceHeader;
        headers["x-forwarded-for"] = headers.TryGetValue("x-forwarded-for", out string? before) ? $"{before}, {SourceIp(http)}" : SourceIp(http);
        headers["x-forwarded-port"] = http.Connection.LocalPort.ToString(CultureInfo.InvariantCulture);
        headers["x-forwarded-proto"] = http.Request.Scheme;
        json.WriteStartObject("headers");
        foreach ((string name, string value) in headers)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    /// <summary>Parameters decoded, their names to the letter, several values of one joined.</summary>
    private static void WriteQuery(Utf8JsonWriter json, string query)
    {
        OrderedDictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(query))
        {
            string name = pair.DecodeName().ToString(), value = pair.DecodeValue().ToString();
            parameters[name] = parameters.TryGetValue(name, out string? before) ? $"{before},{value}" : value;
        }

        if (parameters.Count == 0)
        {
            return;
        }

        json.WriteStartObject("queryStringParameters");
        foreach ((string name, string value) in parameters)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter json, HttpContext http, UrlRequest url)
    {
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", url.Caller?.Account ?? "anonymous");
        json.WriteString("apiId", url.Url.UrlId);
        if (url.Caller is { } caller)
        {
            WriteAuthorizer(json, caller);
        }

        json.WriteString("domainName", url.DomainName);
        json.WriteString("domainPrefix", url.Url.UrlId);
        json.WriteStartObject("http");
        json.WriteString("method", http.Request.Method);
        json.WriteString("path", url.RawPath);
        json.WriteString("protocol", http.Request.Protocol);
        json.WriteString("sourceIp", SourceIp(http));
        json.WriteString("userAgent", http.Request.Headers.UserAgent.ToString());
        json.WriteEndObject();
        json.WriteString("requestId", url.RequestId);
        json.WriteString("routeKey", "$default");
        json.WriteString("stage", "$default");
        json.WriteString("time", url.Time.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        json.WriteNumber("timeEpoch", url.Time.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    private static void WriteAuthorizer(Utf8JsonWriter json, UrlCaller caller)
    {
        json.WriteStartObject("authorizer");
        json.WriteStartObject("iam");
        json.WriteString("accessKey", caller.AccessKey);
        json.WriteString("accountId", caller.Account);
        json.WriteString("callerId", caller.Account);
        json.WriteNull("cognitoIdentity");
        json.WriteNull("principalOrgId");
        json.WriteString("userArn", $"arn:aws:iam::{caller.Account}:root");
        json.WriteString("userId", caller.Account);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, HttpRequest request, Payload body)
    {
        bool text = body.Length == 0 || (IsText(request.ContentType) && System.Text.Unicode.Utf8.IsValid(body.Span));
        if (body.Length > 0)
        {
            if (text)
            {
                json.WriteString("body", body.Span);
            }
            else
            {
                json.WriteBase64String("body", body.Span);
            }
        }

        json.WriteBoolean("isBase64Encoded", !text);
    }

    private static bool IsText(string? contentType) => contentType is not null
        && (contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            || contentType.StartsWith("application/xml", StringComparison.OrdinalIgnoreCase) || contentType.StartsWith("application/javascript", StringComparison.OrdinalIgnoreCase));

    private static string SourceIp(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1";
}
