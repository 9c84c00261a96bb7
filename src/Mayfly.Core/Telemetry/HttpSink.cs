using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Mayfly.Sandbox;

namespace Mayfly.Core.Telemetry;

/// <summary>
/// Sends each batch as one JSON array in one request. The connection begins inside the sandbox's network, so it can lead nowhere else; what the extension
/// answers is not read beyond its status.
/// </summary>
internal sealed class HttpSink : ITelemetrySink
{
    private readonly HttpClient _client;
    private readonly TelemetryDestination _destination;
    private readonly Uri _uri;

    public HttpSink(TelemetryDestination destination, ISandbox sandbox)
    {
        _destination = destination;
        _uri = new Uri($"http://sandbox.localdomain:{destination.Port}{destination.Path}");
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellationToken) => ConnectAsync(sandbox, destination.Port, cancellationToken),
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
        })
        {
            // The extension may be frozen in the middle of it, for minutes.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> batch, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(_destination.Put ? HttpMethod.Put : HttpMethod.Post, _uri) { Content = new ByteArrayContent(Join(batch)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        // One connection a batch: between two the extension may have been frozen for longer than it keeps an idle one.
        request.Headers.ConnectionClose = true;
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _client.Dispose();

    private static byte[] Join(IReadOnlyList<ReadOnlyMemory<byte>> batch)
    {
        byte[] array = new byte[batch.Sum(static item => item.Length + 1) + 1];
        int position = 0;
        foreach (ReadOnlyMemory<byte> item in batch)
        {
            array[position] = position == 0 ? (byte)'[' : (byte)',';
            item.Span.CopyTo(array.AsSpan(position + 1));
            position += item.Length + 1;
        }

        array[^1] = (byte)']';
        return array;
    }

    private static async ValueTask<Stream> ConnectAsync(ISandbox sandbox, int port, CancellationToken cancellationToken)
    {
        Socket socket = sandbox.OpenSocket();
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
