using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.FunctionUrls;

/// <summary>A function's result as the answer to a request to its URL, payload format 2.0.</summary>
internal static class UrlResponse
{
    /// <returns>False when the result cannot be an answer: nothing was written then.</returns>
    public static async Task<bool> TryWriteAsync(HttpContext http, ReadOnlyMemory<byte> result)
    {
        using JsonDocument? document = Parse(result);
        if (document is null)
        {
            return false;
        }

        JsonElement root = document.RootElement;
        HttpResponse response = http.Response;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("statusCode", out JsonElement status))
        {
            // As recorded: anything else is the body, a string without its quotes.
            response.ContentType = "application/json";
            await response.Body.WriteAsync(root.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(root.GetString()!) : result, http.RequestAborted);
            return true;
        }

        if (!TryReadStatus(status, out int code) || !TryReadBody(root, out byte[] body))
        {
            return false;
        }

        response.StatusCode = code;
        response.ContentType = "application/json";
        WriteHeaders(response, root);
        if (code is not (204 or 304) && code >= 200)
        {
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, http.RequestAborted);
        }

        return true;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> result)
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
            foreach (JsonProperty header in headers.EnumerateObject().Where(static header => IsPlain(header.Name) && !IsOurs(header.Name)))
            {
                string value = header.Value.ValueKind == JsonValueKind.String ? header.Value.GetString()! : header.Value.GetRawText();
                response.Headers[header.Name] = value.Replace("\r", "", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
            }
        }

        if (root.TryGetProperty("cookies", out JsonElement cookies) && cookies.ValueKind == JsonValueKind.Array)
        {
            foreach (string cookie in cookies.EnumerateArray().Where(static cookie => cookie.ValueKind == JsonValueKind.String).Select(static cookie => cookie.GetString()!))
            {
                response.Headers.Append("Set-Cookie", cookie.ReplaceLineEndings(" "));
            }
        }
    }

    /// <summary>The framing of the answer is the server's.</summary>
    private static bool IsOurs(string name) => name.ToLowerInvariant() is "content-length" or "transfer-encoding" or "connection";

    private static bool IsPlain(string name) => name.Length > 0 && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
