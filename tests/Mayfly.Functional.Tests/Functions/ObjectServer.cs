using System.Net;
using System.Text;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>The one thing of S3 that functions need: GetObject, path style, with S3's own errors for a missing key or bucket.</summary>
internal sealed class ObjectServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly (string Bucket, string Key, byte[] Content)[] _objects;
    private readonly Task _serving;

    public ObjectServer(params (string Bucket, string Key, byte[] Content)[] objects)
    {
        _objects = objects;
        Url = Listen();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Awaited in the middle of an answer that says what is wrong, when the caller has its first line.</summary>
    public Func<Task> InTheMiddle { get; set; } = static () => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private string Listen()
    {
        using System.Net.Sockets.TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        _listener.Prefixes.Add(url + "/");
        _listener.Start();
        return url;
    }

    private static async Task WriteAsync(HttpListenerResponse response, string text)
    {
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
        await response.OutputStream.FlushAsync();
    }

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

            string[] path = context.Request.Url!.AbsolutePath.TrimStart('/').Split('/', 2);
            byte[]? content = _objects.FirstOrDefault(stored => stored.Bucket == path[0] && stored.Key == path[^1]).Content;
            string fault = _objects.Any(stored => stored.Bucket == path[0]) ? "NoSuchKey</Code><Message>The specified key does not exist." : "NoSuchBucket</Code><Message>The specified bucket does not exist";
            context.Response.StatusCode = content is null ? 404 : 200;
            context.Response.ContentType = content is null ? "application/xml" : "application/zip";
            if (content is null)
            {
                await WriteAsync(context.Response, "<?xml version=\"1.0\"?>");
                await InTheMiddle();
                await WriteAsync(context.Response, $"<Error><Code>{fault}</Message></Error>");
            }
            else
            {
                await context.Response.OutputStream.WriteAsync(content);
            }

            context.Response.Close();
        }
    }
}
