namespace Mayfly.Functional.Tests.Hosting;

/// <summary>
/// Tests that need servers of their own. The servers are stopped and looked after when a test has ended, so that neither what it found nor what
/// they left behind hides the other.
/// </summary>
public abstract class OwnServer : IAsyncDisposable
{
    private readonly List<MayflyServer> _servers = [];

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (MayflyServer server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>Starts a server with one option that differs from the usual.</summary>
    private protected Task<MayflyServer> StartAsync(string option, string value)
        => StartAsync(new ServerSettings { Options = new Dictionary<string, string> { [option] = value } });

    private protected async Task<MayflyServer> StartAsync(ServerSettings? settings = null)
    {
        MayflyServer server = await MayflyServer.StartAsync(settings);
        _servers.Add(server);
        return server;
    }
}
