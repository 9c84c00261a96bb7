using System.Globalization;
using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Baselines;
using Mayfly.Bench.Load.Client;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Bench.Load.Deployment;
using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Measures;

/// <summary>G3: CPU time that the server itself, sandboxes not counted, spends on a warm Invoke, beside what Kestrel spends on "Hello, World!".</summary>
internal sealed class PlatformCpu : IMeasure
{
    public string Id => "G3";

    public async Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench)
    {
        await using MayflyServer server = await MayflyServer.StartAsync(bench, "platform-cpu");
        await using ChildProgram plaintext = DirectServers.StartPlaintext(bench);
        using LambdaApi api = new(server.Port);
        Language language = Language.Node(bench);
        await api.CreateAsync("hello", language);
        using ClosedLoop invokes = new(server.Port, LambdaApi.InvokeRequest("hello"), language.Greeting, WarmSides.Many);
        using ClosedLoop requests = new(plaintext.ReadPort(), DirectServers.PlaintextRequest, DirectServers.PlaintextResult, WarmSides.Many);
        WarmUp.UntilSteady(invokes, bench.LongestWarmUp);
        WarmUp.UntilSteady(requests, bench.LongestWarmUp);

        double rate = 0;
        Pairs pairs = await new SideBySide(bench.Repetitions).RunAsync(
            () => Task.FromResult(CpuOfOne(server.Id, invokes, bench.LoadTime, out rate)),
            () => Task.FromResult(CpuOfOne(plaintext.Id, requests, bench.LoadTime, out _)));
        return
        [
            new Finding(
                Id, "CPU time of the server for a warm Invoke ÷ of Kestrel for a plaintext request", "µs", pairs, pairs.OursOverBaseline, "×", Mark.AtMost(5, 3),
                [string.Create(CultureInfo.InvariantCulture, $"16 connections on both sides, each as fast as it can ({rate:F0} Invokes/s last). User and system time of the server's process; the sandboxes' is the functions' own.")]),
        ];
    }

    /// <returns>Microseconds of CPU time a request.</returns>
    private static double CpuOfOne(int process, ClosedLoop load, TimeSpan duration, out double rate)
    {
        TimeSpan before = ProcessStat.Of(process)!.Value.Cpu;
        LoadRun run = load.Run(duration);
        rate = run.PerSecond;
        return (ProcessStat.Of(process)!.Value.Cpu - before).TotalMicroseconds / run.Requests;
    }
}
