using System.Globalization;
using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Bench.Load.Deployment;
using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Measures;

/// <summary>G11: what one more idle environment holds (runtime, launchers, the server's own growth), beside one more idle bare process.</summary>
internal sealed class IdleMemory : IMeasure
{
    private const int More = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public string Id => "G11";

    public async Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench)
    {
        Language language = Language.Node(bench);
        await using MayflyServer server = await MayflyServer.StartAsync(bench, "idle");
        using (ColdStarter first = new(server, language, fromStem: true))
        {
            await first.PrimeAsync();
        }

        await EnvironmentAsync(server, language);
        Pairs pairs = await new SideBySide(bench.Repetitions).RunAsync(() => EnvironmentAsync(server, language), () => ProcessAsync(language));
        return
        [
            new Finding(
                Id, "memory of one more idle environment ÷ one more idle bare process", "MB", pairs, pairs.OursOverBaseline, "×", Mark.AtMost(1.3, 1.1),
                [string.Create(CultureInfo.InvariantCulture, $"The growth from 1 to {More + 1}, divided by {More}. PSS of all processes of the sandboxes and of the server; memory of the kernel is not in it. Each has run the handler at least once.")]),
        ];
    }

    private static async Task<double> EnvironmentAsync(MayflyServer server, Language language)
    {
        string name = $"idle-{Guid.NewGuid():N}"[..13];
        using LambdaApi api = new(server.Port);
        await api.CreateAsync(name, language, memoryMb: 512);
        try
        {
            long one = await HeldByAsync(server, language, name, environments: 1);
            long many = await HeldByAsync(server, language, name, environments: More + 1);
            return (many - one) / 1048576.0 / More;
        }
        finally
        {
            await FunctionCrowd.DeleteAsync(server, [name]);
        }
    }

    /// <summary>Brings a function to so many environments and sums up what they and the server hold; stems are not counted.</summary>
    private static async Task<long> HeldByAsync(MayflyServer server, Language language, string name, int environments)
    {
        // Each holds its environment until all have one: an environment takes one event at a time.
        byte[] request = LambdaApi.InvokeRequest(name, """{"name":"you","holdMs":4000}""");
        Crowd.Run(environments, _ =>
        {
            using LambdaApi caller = new(server.Port);
            caller.Greet(request, language);
        });
        await Stems.AreReadyAsync(server);
        await Condition.HoldsAsync($"{environments} environments", s_patience, () => Environments.Of(server).Count == environments);
        return ProcessFiles.ProportionalMemory(server.Id)
            + Environments.Of(server).SelectMany(runtime => ProcessTree.BranchOf(server.Id, runtime)).Distinct().Sum(ProcessFiles.ProportionalMemory);
    }

    private static async Task<double> ProcessAsync(Language language)
    {
        List<ChildProgram> processes = [];
        try
        {
            long one = HeldBy(processes, language, 1);
            long many = HeldBy(processes, language, More + 1);
            return (many - one) / 1048576.0 / More;
        }
        finally
        {
            foreach (ChildProgram process in processes)
            {
                await process.DisposeAsync();
            }
        }
    }

    private static long HeldBy(List<ChildProgram> processes, Language language, int count)
    {
        while (processes.Count < count)
        {
            ChildProgram process = ChildProgram.Start([language.Interpreter, Path.Combine(language.Folder, "idle.js")]);
            processes.Add(process);
            _ = process.Output.ReadLine() ?? throw new BenchException("A bare process ended instead of waiting.");
        }

        return processes.Sum(static process => ProcessFiles.ProportionalMemory(process.Id));
    }
}
