using System.Globalization;
using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Client;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Bench.Load.Deployment;

namespace Mayfly.Bench.Load.Measures;

/// <summary>G12: warm and cold Invokes, and the server's start, with 10,000 functions stored, beside the same server with ten.</summary>
internal sealed class ManyFunctions : IMeasure
{
    private const int Few = 10;
    private const int Many = 10_000;
    private const string FewData = "ten";
    private const string ManyData = "ten-thousand";

    public string Id => "G12";

    public async Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench)
    {
        await StoreAsync(bench, FewData, Few);
        await StoreAsync(bench, ManyData, Many);
        Pairs starts = await new SideBySide(bench.Repetitions).RunAsync(() => TimeStartAsync(bench, ManyData), () => TimeStartAsync(bench, FewData));

        await using MayflyServer many = await MayflyServer.StartAsync(bench, ManyData);
        await using MayflyServer few = await MayflyServer.StartAsync(bench, FewData);
        Pairs warm = await WarmAsync(bench, many, few);
        Pairs cold = await ColdAsync(bench, many, few);
        string stored = string.Create(CultureInfo.InvariantCulture, $"{Many:N0} functions stored ÷ {Few}");
        return
        [
            new Finding("G12 warm", $"warm p99, one connection: {stored}", "µs", warm, warm.OursOverBaseline, "×", Mark.AtMost(1.2, 1.05), []),
            new Finding("G12 cold", $"cold start p50, pool hit: {stored}", "ms", cold, cold.OursOverBaseline, "×", Mark.AtMost(1.2, 1.05), ["Isolation was checked for every start."]),
            new Finding(
                "G12 start", string.Create(CultureInfo.InvariantCulture, $"start of the process to the first answer of /health with {Many:N0} functions stored, beside {Few}"), "ms", starts,
                Spread.Of(starts.Ours), "ms", Mark.AtMost(2000), []),
        ];
    }

    private static async Task StoreAsync(Workbench bench, string data, int count)
    {
        await using MayflyServer server = await MayflyServer.StartAsync(bench, data);
        await FunctionCrowd.CreateAsync(server, Language.Node(bench), "stored", count);
    }

    private static async Task<double> TimeStartAsync(Workbench bench, string data)
    {
        await using MayflyServer server = await MayflyServer.StartAsync(bench, data);
        return server.StartTime.TotalMilliseconds;
    }

    private static async Task<Pairs> WarmAsync(Workbench bench, MayflyServer many, MayflyServer few)
    {
        byte[] request = LambdaApi.InvokeRequest("stored-5");
        using ClosedLoop toMany = new(many.Port, request, Language.Node(bench).Greeting, connections: 1);
        using ClosedLoop toFew = new(few.Port, request, Language.Node(bench).Greeting, connections: 1);
        WarmUp.UntilSteady(toMany, bench.LongestWarmUp);
        WarmUp.UntilSteady(toFew, bench.LongestWarmUp);
        return await new SideBySide(bench.Repetitions).RunAsync(
            () => Task.FromResult(toMany.Run(bench.LoadTime).Microseconds(99)), () => Task.FromResult(toFew.Run(bench.LoadTime).Microseconds(99)));
    }

    private static async Task<Pairs> ColdAsync(Workbench bench, MayflyServer many, MayflyServer few)
    {
        Language language = Language.Node(bench);
        using ColdStarter inMany = new(many, language, fromStem: true);
        using ColdStarter inFew = new(few, language, fromStem: true);
        await inMany.PrimeAsync();
        await inFew.PrimeAsync();
        return await new SideBySide(bench.Repetitions).RunAsync(inMany.TimeAsync, inFew.TimeAsync, bench.ColdStartsPerRepetition);
    }
}
