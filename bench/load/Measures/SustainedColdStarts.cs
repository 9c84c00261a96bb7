using System.Collections.Concurrent;
using System.Diagnostics;
using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Baselines;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Bench.Load.Deployment;

namespace Mayfly.Bench.Load.Measures;

/// <summary>G9: how many new Node functions a second can be started, used once and ended, beside bare starts.</summary>
internal sealed class SustainedColdStarts : IMeasure
{
    private const int Callers = 4;
    private const int Stock = 200;

    public string Id => "G9";

    public async Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench)
    {
        Language language = Language.Node(bench);
        await using MayflyServer server = await MayflyServer.StartAsync(bench, "sustained", ("MAYFLY_Environments__MemoryOvercommit", "32"));
        using (ColdStarter first = new(server, language, fromStem: true))
        {
            await first.PrimeAsync();
        }

        ConcurrentQueue<string> stock = new();
        await TimeAsync(server, language, stock, bench.LoadTime);
        Pairs pairs = await new SideBySide(bench.Repetitions).RunAsync(
            () => TimeAsync(server, language, stock, bench.LoadTime), () => TimeBareAsync(language, bench.LoadTime));
        return
        [
            new Finding(
                Id, "sustained Node cold starts per second ÷ bare node starts per second", "/s", pairs, pairs.OursOverBaseline, "×", Mark.AtLeast(0.8, 0.95),
                ["Four callers on both sides, for the same time. A Mayfly start includes deleting the function and ending its environment, as a bare one includes its process's end. Stems on."]),
        ];
    }

    private static async Task<double> TimeAsync(MayflyServer server, Language language, ConcurrentQueue<string> stock, TimeSpan duration)
    {
        if (stock.Count < Stock)
        {
            foreach (string name in await FunctionCrowd.CreateAsync(server, language, $"sustained-{Guid.NewGuid():N}"[..18], Stock - stock.Count))
            {
                stock.Enqueue(name);
            }
        }

        await Stems.AreReadyAsync(server);
        int done = 0;
        long before = Stopwatch.GetTimestamp();
        Crowd.Run(Callers, _ =>
        {
            using LambdaApi api = new(server.Port);
            while (Stopwatch.GetElapsedTime(before) < duration && stock.TryDequeue(out string? name))
            {
                api.Greet(LambdaApi.InvokeRequest(name), language);
                api.Delete(name);
                Interlocked.Increment(ref done);
            }
        });
        double rate = done / Stopwatch.GetElapsedTime(before).TotalSeconds;
        await FunctionCrowd.DeleteAsync(server, []);
        return rate;
    }

    private static Task<double> TimeBareAsync(Language language, TimeSpan duration)
    {
        int done = 0;
        long before = Stopwatch.GetTimestamp();
        Crowd.Run(Callers, _ =>
        {
            while (Stopwatch.GetElapsedTime(before) < duration)
            {
                BareStart.TimeAsync(language.BareCommand).GetAwaiter().GetResult();
                Interlocked.Increment(ref done);
            }
        });
        return Task.FromResult(done / Stopwatch.GetElapsedTime(before).TotalSeconds);
    }
}
