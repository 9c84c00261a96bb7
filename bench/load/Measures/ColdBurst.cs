using System.Diagnostics;
using System.Globalization;
using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Baselines;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Bench.Load.Deployment;

namespace Mayfly.Bench.Load.Measures;

/// <summary>G8: the first Invokes of a hundred functions, all at once, beside a hundred bare starts, all at once.</summary>
internal sealed class ColdBurst : IMeasure
{
    public string Id => "G8";

    public async Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench)
    {
        int size = bench.Quick ? 20 : 100;
        Language language = Language.Node(bench);

        // A hundred functions of one vCPU each claim more memory than a small machine has, and use a fraction of it.
        await using MayflyServer server = await MayflyServer.StartAsync(bench, "burst", ("MAYFLY_Environments__MemoryOvercommit", "32"));
        using (ColdStarter first = new(server, language, fromStem: true))
        {
            await first.PrimeAsync();
        }

        await TimeAsync(server, language, 4);
        Pairs pairs = await new SideBySide(bench.Repetitions).RunAsync(
            () => TimeAsync(server, language, size), () => TimeBareAsync(language, size));
        return
        [
            new Finding(
                Id, string.Create(CultureInfo.InvariantCulture, $"{size} distinct functions cold at once: environments ready per second, beside bare node starts per second"), "/s", pairs,
                Spread.Of(pairs.Ours), "/s", Mark.AtLeast(100, 400),
                [string.Create(CultureInfo.InvariantCulture, $"Relative to bare starts: {pairs.OursOverBaseline.Median:F2}. The pool begins with the stems that the burst before made it keep; most starts find it empty.")]),
        ];
    }

    /// <returns>First answers per second.</returns>
    private static async Task<double> TimeAsync(MayflyServer server, Language language, int size)
    {
        string[] names = await FunctionCrowd.CreateAsync(server, language, $"burst-{Guid.NewGuid():N}"[..14], size);
        await Stems.AreReadyAsync(server);
        LambdaApi[] callers = [.. names.Select(_ => new LambdaApi(server.Port))];
        byte[][] requests = [.. names.Select(static name => LambdaApi.InvokeRequest(name))];
        try
        {
            long before = Stopwatch.GetTimestamp();
            Crowd.Run(size, index => callers[index].Greet(requests[index], language));
            return size / Stopwatch.GetElapsedTime(before).TotalSeconds;
        }
        finally
        {
            Array.ForEach(callers, static caller => caller.Dispose());
            await FunctionCrowd.DeleteAsync(server, names);
        }
    }

    private static Task<double> TimeBareAsync(Language language, int size)
    {
        long before = Stopwatch.GetTimestamp();
        Crowd.Run(size, _ => BareStart.TimeAsync(language.BareCommand).GetAwaiter().GetResult());
        return Task.FromResult(size / Stopwatch.GetElapsedTime(before).TotalSeconds);
    }
}
