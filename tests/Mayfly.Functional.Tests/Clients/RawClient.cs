using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Clients;

/// <summary>Plain HTTP, for what the real clients cannot show or will not send: exact bodies and headers, and requests that they refuse to make.</summary>
internal sealed class RawClient(Uri endpoint, string account, string region)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Sends a request that names its account and region as a signature does.</summary>
    public async Task<RawAnswer> SendAsync(HttpMethod method, string path, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await OpenAsync(method, path, body, headers);
        Dictionary<string, string> received = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        return new RawAnswer((int)response.StatusCode, received, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>The same; the answer's body is still to be read, and is read no faster than asked for.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, new Uri(endpoint, path));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={account}/20260101/{region}/lambda/aws4_request, SignedHeaders=host, Signature=0");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<RawAnswer> SendAsync(HttpMethod method, string path, JsonObject body, params (string Name, string Value)[] headers)
        => SendAsync(method, path, Encoding.UTF8.GetBytes(body.ToJsonString()), headers);

    public Task<RawAnswer> InvokeAsync(string function, string payload = "{}", params (string Name, string Value)[] headers)
        => SendAsync(HttpMethod.Post, $"/2015-03-31/functions/{function}/invocations", Encoding.UTF8.GetBytes(payload), headers);
}
