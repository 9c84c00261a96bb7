using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Images;

/// <summary>
/// A registry that offers the images of a layout for reading, as every repository: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pull. Spoken to by skopeo, which
/// we did not write.
/// </summary>
internal sealed class RegistryServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ImageLayout _layout;
    private readonly string? _credentials;
    private readonly Task _serving;
    private int _requests;

    /// <param name="layout">What it has.</param>
    /// <param name="credentials">"USER:PASSWORD" that it asks for; null for none.</param>
    public RegistryServer(ImageLayout layout, string? credentials = null)
    {
        _layout = layout;
        _credentials = credentials is null ? null : Encoded(credentials);
        Address = Listen();
        _serving = ServeAsync();
    }

    /// <summary>As images' URIs begin with it.</summary>
    public string Address { get; }

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>As "docker login" writes it.</summary>
    public static string AuthFile(string address, string credentials) =>
        new JsonObject { ["auths"] = new JsonObject { [address] = new JsonObject { ["auth"] = Encoded(credentials) } } }.ToJsonString();

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private static string Encoded(string credentials) => Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));

    private string Listen()
    {
        using System.Net.Sockets.TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        string address = $"127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        _listener.Prefixes.Add($"http://{address}/");
        _listener.Start();
        return address;
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

            Interlocked.Increment(ref _requests);
            (int status, string kind, byte[] content) = Answer(context.Request);
            context.Response.StatusCode = status;
            context.Response.ContentType = kind;
            context.Response.ContentLength64 = content.Length;
            if (status == 401)
            {
                context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"test\"";
            }

            if (context.Request.HttpMethod == "GET")
            {
                await context.Response.OutputStream.WriteAsync(content);
            }

            context.Response.Close();
        }
    }

    private (int Status, string Kind, byte[] Content) Answer(HttpListenerRequest request)
    {
        if (_credentials is not null && request.Headers["Authorization"] != $"Basic {_credentials}")
        {
            return Fault(401, "UNAUTHORIZED", "authentication required");
        }

        string[] path = request.Url!.AbsolutePath.Split('/');
        return path switch
        {
            [_, "v2", ""] => (200, "application/json", "{}"u8.ToArray()),
            [.., "manifests", var reference] => _layout.Find(reference) is { } found ? (200, found.Kind, File.ReadAllBytes(_layout.BlobFile(found.Digest))) : Fault(404, "MANIFEST_UNKNOWN", "manifest unknown"),
            [.., "blobs", var digest] when File.Exists(_layout.BlobFile(digest)) => (200, "application/octet-stream", File.ReadAllBytes(_layout.BlobFile(digest))),
            _ => Fault(404, "BLOB_UNKNOWN", "blob unknown to registry"),
        };
    }

    private static (int Status, string Kind, byte[] Content) Fault(int status, string code, string message) =>
        (status, "application/json", Encoding.UTF8.GetBytes($$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}"""));
}
