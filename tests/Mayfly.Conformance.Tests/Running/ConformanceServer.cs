using Mayfly.Conformance.Tests.Packs;
using Mayfly.Conformance.Tests.Reporting;
using Mayfly.Conformance.Tests.Running;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

[assembly: AssemblyFixture(typeof(ConformanceServer))]

namespace Mayfly.Conformance.Tests.Running;

/// <summary>The server that all cells run on, and the table that is printed when they have.</summary>
public sealed class ConformanceServer : IAsyncLifetime
{
    private MayflyServer? _server;
    private ConformanceFunctions? _functions;

    internal ConformanceFunctions Functions => _functions ?? throw new InvalidOperationException("The server has not been started.");

    public async ValueTask InitializeAsync()
    {
        Dictionary<string, string> options = new(MachineRuntimes.ServerOptions);

        // However slow a runtime is to ask for its next event, the next step finds the environment of the one before.
        options["Environments:SettleGrace"] = "00:00:30";
        _server = await MayflyServer.StartAsync(new ServerSettings { Options = options });
        _functions = new ConformanceFunctions(_server);
    }

    public async ValueTask DisposeAsync()
    {
        ConformanceTable.Finish();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        ClientDrivers.Stop();
    }
}
