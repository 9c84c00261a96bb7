using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Mayfly.Functional.Tests.Hosting;

/// <summary>The usual server, which all tests share that need nothing special: each uses functions of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private MayflyServer? _server;

    internal MayflyServer Server => _server ?? throw new InvalidOperationException("The shared server has not been started.");

    public async ValueTask InitializeAsync() => _server = await MayflyServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        ClientDrivers.Stop();
    }
}
