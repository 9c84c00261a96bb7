using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Baselines;
using Mayfly.Bench.Load.Client;
using Mayfly.Bench.Load.Deployment;
using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Measures;

/// <summary>A warm Node function behind Mayfly and the same handler behind Node's own server, both already under load once.</summary>
internal sealed class WarmSides : IAsyncDisposable
{
    /// <summary>Connections where a measure wants many.</summary>
    public const int Many = 16;

    private readonly MayflyServer _server;
    private readonly ChildProgram _node;

    private WarmSides(MayflyServer server, ChildProgram node, ClosedLoop mayfly, ClosedLoop direct)
    {
        _server = server;
        _node = node;
        Mayfly = mayfly;
        Direct = direct;
    }

    public ClosedLoop Mayfly { get; }

    public ClosedLoop Direct { get; }

    public static async Task<WarmSides> StartAsync(Workbench bench, int connections)
    {
        MayflyServer server = await MayflyServer.StartAsync(bench, $"warm-{connections}");
        ChildProgram? node = null;
        try
        {
            node = DirectServers.StartNode(bench);
            Language language = Language.Node(bench);
            using LambdaApi api = new(server.Port);
            await api.CreateAsync("hello", language);
            ClosedLoop mayfly = new(server.Port, LambdaApi.InvokeRequest("hello"), language.Greeting, connections);
            ClosedLoop direct = new(node.ReadPort(), DirectServers.NodeRequest(LambdaApi.Event), language.Greeting, connections);
            WarmUp.UntilSteady(mayfly, bench.LongestWarmUp);
            WarmUp.UntilSteady(direct, bench.LongestWarmUp);
            return new WarmSides(server, node, mayfly, direct);
        }
        catch
        {
            await server.DisposeAsync();
            await (node?.DisposeAsync() ?? default);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Mayfly.Dispose();
        Direct.Dispose();
        await _node.DisposeAsync();
        await _server.DisposeAsync();
    }
}
