using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Mayfly.Core.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Mayfly.Core.FunctionUrls;

/// <summary>A request to a function URL as an event, payload format 2.0: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html</summary>
internal static class UrlEvent
{
    public static Payload Of(HttpContext http, string urlId, string rawPath, string requestId, Payload body, DateTimeOffset now)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            HttpRequest request = http.Request;
            string query = request.QueryString.HasValue ? request.QueryString.Value![1..] : string.Empty;
            json.WriteStartObject();
            json.WriteString("version", "2.0");
            json.WriteString("routeKey", "$default");
            json.WriteString("rawPath", rawPath);
            json.WriteString("rawQueryString", query);
            WriteCookies(json, request);
            WriteHeaders(json, request);
            WriteQuery(json, request);
            WriteContext(json, http, urlId, rawPath, requestId, now);
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

    private static void WriteHeaders(Utf8JsonWriter json, HttpRequest request)
    {
        json.WriteStartObject("headers");
        foreach ((string name, StringValues values) in request.Headers.Where(static header => !header.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase)))
        {
            json.WriteString(name.ToLowerInvariant(), string.Join(',', (IEnumerable<string?>)values));
        }

        json.WriteEndObject();
    }

    private static void WriteQuery(Utf8JsonWriter json, HttpRequest request)
    {
        if (request.Query.Count == 0)
        {
            return;
        }

        json.WriteStartObject("queryStringParameters");
        foreach ((string name, StringValues values) in request.Query)
        {
            json.WriteString(name, string.Join(',', (IEnumerable<string?>)values));
        }

        json.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter json, HttpContext http, string urlId, string rawPath, string requestId, DateTimeOffset now)
    {
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", "anonymous");
        json.WriteString("apiId", urlId);
        json.WriteString("domainName", http.Request.Host.Host);
        json.WriteString("domainPrefix", urlId);
        json.WriteStartObject("http");
        json.WriteString("method", http.Request.Method);
        json.WriteString("path", rawPath);
        json.WriteString("protocol", http.Request.Protocol);
        json.WriteString("sourceIp", http.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1");
        json.WriteString("userAgent", http.Request.Headers.UserAgent.ToString());
        json.WriteEndObject();
        json.WriteString("requestId", requestId);
        json.WriteString("routeKey", "$default");
        json.WriteString("stage", "$default");
        json.WriteString("time", now.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        json.WriteNumber("timeEpoch", now.ToUnixTimeMilliseconds());
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
}
