using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.FunctionUrls;

/// <summary>A function's result as the answer to a request to its URL, payload format 2.0.</summary>
internal static class UrlResponse
{
    private static readonly SearchValues<char> _tokenLetters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The framing of the answer is the server's.</summary>
    private static readonly FrozenSet<string> _ofTheConnection = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "Connection", "Content-Length", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade");

    /// <returns>Null for what is no JSON.</returns>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> result)
    {
        try
        {
            return JsonDocument.Parse(result);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <param name="http">The request.</param>
    /// <param name="root">The function's result.</param>
    /// <param name="result">The same, to the letter.</param>
    /// <returns>False when the result cannot be an answer: nothing was written then.</returns>
    public static async Task<bool> TryWriteAsync(HttpContext http, JsonElement root, ReadOnlyMemory<byte> result)
    {
        HttpResponse response = http.Response;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("statusCode", out _))
        {
            // As recorded: anything else is the body, a string without its quotes.
            response.ContentType = "application/json";
            await response.Body.WriteAsync(root.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(root.GetString()!) : result, http.RequestAborted);
            return true;
        }

        if (!TryReadBody(root, out byte[] body) || !TryWriteHead(response, root))
        {
            return false;
        }

        response.ContentType ??= "application/json";
        if (HasBody(response.StatusCode))
        {
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, http.RequestAborted);
        }

        return true;
    }

    /// <summary>Sets status, headers and cookies.</summary>
    /// <returns>False when the status is none: nothing was set then.</returns>
    public static bool TryWriteHead(HttpResponse response, JsonElement head)
    {
        int code = StatusCodes.Status200OK;
        if (head.TryGetProperty("statusCode", out JsonElement status) && !TryReadStatus(status, out code))
        {
            return false;
        }

        response.StatusCode = code;
        WriteHeaders(response, head);
        return true;
    }

    /// <summary>Whether HTTP lets an answer of this status have a body.</summary>
    public static bool HasBody(int status) => status is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified);

    private static bool TryReadStatus(JsonElement status, out int code)
    {
        code = 0;
        bool read = status.ValueKind == JsonValueKind.Number ? status.TryGetInt32(out code) : status.ValueKind == JsonValueKind.String && int.TryParse(status.GetString(), out code);
        return read && code is >= 200 and <= 599;
    }

    private static bool TryReadBody(JsonElement root, out byte[] body)
    {
        body = [];
        if (!root.TryGetProperty("body", out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        bool encoded = root.TryGetProperty("isBase64Encoded", out JsonElement base64) && base64.ValueKind == JsonValueKind.True;
        if (encoded && value.ValueKind == JsonValueKind.String)
        {
            return value.TryGetBytesFromBase64(out body!);
        }

        body = Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
        return true;
    }

    private static void WriteHeaders(HttpResponse response, JsonElement root)
    {
        if (root.TryGetProperty("headers", out JsonElement headers) && headers.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty header in headers.EnumerateObject().Where(static header => IsToken(header.Name) && !_ofTheConnection.Contains(header.Name)))
            {
                response.Headers[header.Name] = OneLine(header.Value.ValueKind == JsonValueKind.String ? header.Value.GetString()! : header.Value.GetRawText());
            }
        }

        if (root.TryGetProperty("cookies", out JsonElement cookies) && cookies.ValueKind == JsonValueKind.Array)
        {
            foreach (string cookie in cookies.EnumerateArray().Where(static cookie => cookie.ValueKind == JsonValueKind.String).Select(static cookie => cookie.GetString()!))
            {
                response.Headers.Append("Set-Cookie", OneLine(cookie));
            }
        }
    }

    private static bool IsToken(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(_tokenLetters);

    /// <summary>Whatever is in a value, it stays one line of ASCII.</summary>
    private static string OneLine(string value)
        => value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? string.Create(value.Length, value, static (line, value) =>
        {
            for (int i = 0; i < line.Length; i++)
            {
                line[i] = value[i] is >= ' ' and <= '~' ? value[i] : char.IsWhiteSpace(value[i]) ? ' ' : '?';
            }
        }) : value;
}
