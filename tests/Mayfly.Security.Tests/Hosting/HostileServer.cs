using Mayfly.Functional.Tests.Hosting;
using Mayfly.Security.Tests.Hosting;

[assembly: AssemblyFixture(typeof(HostileServer))]

namespace Mayfly.Security.Tests.Hosting;

/// <summary>
/// The server that all hostile functions run on, with a network for its sandboxes, as by default: more to attack than without one. At the end it must
/// still be alive, and none of their processes may outlive it.
/// </summary>
public sealed class HostileServer : IAsyncLifetime
{
    private MayflyServer? _server;

    internal MayflyServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    public async ValueTask InitializeAsync() => _server = await MayflyServer.StartAsync(new ServerSettings { Network = "nat" });

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
        {
            return;
        }

        bool served = Directory.Exists($"/proc/{_server.ProcessId}");
        string log = _server.Log;
        await _server.StopAsync();
        string[] survivors = [.. _server.Footprint.Members().Select(process => process.CommandLine)];
        Directory.Delete(_server.DataDirectory, recursive: true);
        Assert.True(served, $"The server had ended by itself. It printed:\n{log}");
        Assert.Empty(survivors);
    }
}
