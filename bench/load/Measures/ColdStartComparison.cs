using System.Globalization;
using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Baselines;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Bench.Load.Deployment;
using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Measures;

/// <summary>First Invokes of new functions beside starts of a bare interpreter that runs the same handler once.</summary>
internal static class ColdStartComparison
{
    public static async Task<(Pairs Pairs, IReadOnlyList<string> Notes)> RunAsync(Workbench bench, Language language, bool fromStem, string dataFolder)
    {
        (string, string)[] settings = fromStem ? [] : [("MAYFLY_Environments__MaximumStems", "0")];
        await using MayflyServer server = await MayflyServer.StartAsync(bench, dataFolder, settings);
        using ColdStarter starter = new(server, language, fromStem);
        await starter.PrimeAsync();
        for (int i = 0; i < bench.ColdStartWarmUps; i++)
        {
            await starter.TimeAsync();
            await BareStart.TimeAsync(language.BareCommand);
        }

        TimeSpan treeBefore = ProcessTree.CpuOf(server.Id);
        TimeSpan bareBefore = CpuOfEndedChildren();
        Pairs pairs = await new SideBySide(bench.Repetitions).RunAsync(
            starter.TimeAsync, () => BareStart.TimeAsync(language.BareCommand), bench.ColdStartsPerRepetition);
        int starts = bench.Repetitions * bench.ColdStartsPerRepetition;
        double ours = (ProcessTree.CpuOf(server.Id) - treeBefore).TotalMilliseconds / starts;
        double bare = (CpuOfEndedChildren() - bareBefore).TotalMilliseconds / starts;

        List<string> notes =
        [
            string.Create(CultureInfo.InvariantCulture, $"{bench.ColdStartsPerRepetition} starts a side and repetition, each a new function with a package of its own, MemorySize {LambdaApi.MemoryMb} MB; {starter.Version}. Isolation was checked for every one: fresh process and /tmp, only its own code, six namespaces, user, no_new_privs, seccomp, capabilities, limits of memory, CPU and processes."),
            string.Create(CultureInfo.InvariantCulture, $"CPU time per function, all included (create, boot or refill, both Invokes, delete; server and sandboxes): {ours:F0} ms; per bare start: {bare:F0} ms."),
        ];
        if (fromStem)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"A waiting stem holds {starter.LastStem.Megabytes:F1} MB (PSS, launchers included) and took {starter.LastStem.CpuMilliseconds:F0} ms of CPU time to boot; {Stems.Of(server).Count()} waited at the end."));
        }

        return (pairs, notes);
    }

    private static TimeSpan CpuOfEndedChildren() => ProcessStat.Of(Environment.ProcessId)!.Value.ChildrenCpu;
}
