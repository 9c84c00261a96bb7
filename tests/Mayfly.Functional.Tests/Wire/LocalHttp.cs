using System.Net;
using System.Net.Sockets;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>An HTTP server of a test's own, on a free port.</summary>
internal abstract class LocalHttp : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    protected LocalHttp()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}");
        free.Stop();
        _listener.Prefixes.Add(Endpoint.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Endpoint { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    /// <summary>Answers one request.</summary>
    protected abstract Task AnswerAsync(HttpListenerRequest request, byte[] body, HttpListenerResponse response);

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using MemoryStream body = new();
            await context.Request.InputStream.CopyToAsync(body);
            await AnswerAsync(context.Request, body.ToArray(), context.Response);
        }
        catch (Exception failure)
        {
            // The edge of a request: the client sees it, and with it the test.
            context.Response.StatusCode = 500;
            await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(new System.Text.Json.Nodes.JsonObject { ["message"] = failure.ToString() }.ToJsonString()));
        }

        context.Response.Close();
    }
}
