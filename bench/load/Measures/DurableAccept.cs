using System.Globalization;
using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Baselines;
using Mayfly.Bench.Load.Client;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Bench.Load.Deployment;

namespace Mayfly.Bench.Load.Measures;

/// <summary>G10: how many asynchronous Invokes a second are made durable and acknowledged, beside bare inserts of the same payloads into SQLite, as durable.</summary>
internal sealed class DurableAccept : IMeasure
{
    private const int Connections = 64;

    // One event holds the function's only environment, so that accepting is all that the server does.
    private const string Held = """{"name":"you","holdMs":50000}""";

    public string Id => "G10";

    public async Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench)
    {
        await using MayflyServer server = await MayflyServer.StartAsync(bench, "durable-accept");
        using LambdaApi api = new(server.Port);
        Language language = Language.Node(bench);
        await api.CreateAsync("held", language);
        api.Reserve("held", 1);
        using ClosedLoop invokes = new(server.Port, LambdaApi.EventRequest("held", Held), "", Connections, status: 202);
        using RawInserts inserts = new(Path.Combine(bench.Scratch, "raw.db"), Held, Connections);
        invokes.Run(bench.LoadTime);
        inserts.Run(bench.LoadTime);
        Pairs pairs = await new SideBySide(bench.Repetitions).RunAsync(
            () => Task.FromResult(invokes.Run(bench.LoadTime).PerSecond),
            () => Task.FromResult(inserts.Run(bench.LoadTime)));
        return
        [
            new Finding(
                Id, "durable accepts, 64 connections: Event Invokes ÷ bare SQLite inserts of the same payloads, FULL, 64 a commit", "/s", pairs, pairs.OursOverBaseline, "×", Mark.AtLeast(0.15, 0.35),
                [
                    "The baseline has no HTTP, no encryption and no index; the client takes CPU time of the same machine on our side only.",
                    Alone(server, bench),
                ]),
        ];
    }

    /// <summary>What one sender waits for, with nobody to share a flush of the disk with.</summary>
    private static string Alone(MayflyServer server, Workbench bench)
    {
        using ClosedLoop alone = new(server.Port, LambdaApi.EventRequest("held", Held), "", connections: 1, status: 202);
        return string.Create(CultureInfo.InvariantCulture, $"One sender alone waits {alone.Run(bench.LoadTime).Microseconds(50):F0} µs (p50) for the acknowledgement, a flush of the disk included.");
    }
}
