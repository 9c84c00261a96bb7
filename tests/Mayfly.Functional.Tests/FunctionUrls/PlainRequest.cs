namespace Mayfly.Functional.Tests.FunctionUrls;

/// <summary>A request as a browser or curl makes it: unsigned.</summary>
internal sealed class PlainRequest(Uri target)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public async Task<PlainAnswer> SendAsync(HttpMethod method, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage response = await OpenAsync(method, body, headers);
        Dictionary<string, string> received = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        return new PlainAnswer((int)response.StatusCode, received, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>The same; the answer's body is still to be read, and is read no faster than asked for.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, target);
        request.Content = body is null ? null : new ByteArrayContent(body);
        foreach ((string name, string value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
