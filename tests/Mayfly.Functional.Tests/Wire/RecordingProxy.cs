using System.Net;
using System.Text.Json.Nodes;
using Mayfly.Contracts.Routing;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>Stands between a client and the server: keeps what passed last, each way, as the one side wrote it and the other is to read it.</summary>
internal sealed class RecordingProxy(Uri server) : LocalHttp
{
    private static readonly HttpClient _http = new();
    private static readonly HashSet<string> _ofTheConnection = new(["Host", "Content-Length", "Transfer-Encoding", "Connection", "Expect", "Keep-Alive"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What the last request said.</summary>
    public JsonNode? Received { get; private set; }

    /// <summary>What the server answered.</summary>
    public JsonObject Answered { get; private set; } = [];

    protected override async Task AnswerAsync(HttpListenerRequest request, byte[] body, HttpListenerResponse response)
    {
        WireOperation operation = WireOperation.Of(request.HttpMethod, request.RawUrl!, out OperationMatch match);
        Received = operation.Read(new HttpWire(request.RawUrl!.Split('?', 2) is [_, { } query] ? query : "", name => request.Headers[name], body), match);
        using HttpRequestMessage forwarded = new(new HttpMethod(request.HttpMethod), new Uri(server, request.RawUrl)) { Content = body.Length == 0 ? null : new ByteArrayContent(body) };
        foreach (string name in request.Headers.AllKeys.Where(static name => name is not null && !_ofTheConnection.Contains(name)).Select(static name => name!))
        {
            _ = forwarded.Headers.TryAddWithoutValidation(name, request.Headers[name]) || forwarded.Content?.Headers.TryAddWithoutValidation(name, request.Headers[name]) == true;
        }

        using HttpResponseMessage answer = await _http.SendAsync(forwarded);
        byte[] answered = await answer.Content.ReadAsByteArrayAsync();
        Dictionary<string, string> headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(static header => header.Key, static header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        if (answer.IsSuccessStatusCode)
        {
            Answered = ServiceModel.Ours.ReadAnswer(operation.Name, (int)answer.StatusCode, headers.GetValueOrDefault, answered);
        }

        response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, string value) in headers.Where(header => !_ofTheConnection.Contains(header.Key)))
        {
            response.Headers[name] = value;
        }

        await response.OutputStream.WriteAsync(answered);
    }
}
