using Mayfly.Functional.Tests.Functions;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Errors;

/// <summary>The server of the table's rows, with a bucket that has nothing that they ask for.</summary>
public sealed class ErrorServer : IAsyncLifetime
{
    private readonly ObjectServer _store = new(("bucket", "code.zip", []));
    private MayflyServer? _server;

    internal MayflyServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    public async ValueTask InitializeAsync() => _server = await MayflyServer.StartAsync(new ServerSettings { Options = new Dictionary<string, string> { ["S3:ServiceUrl"] = _store.Url } });

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await _store.DisposeAsync();
    }
}
