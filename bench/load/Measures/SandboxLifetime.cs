using System.Diagnostics;
using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Baselines;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mayfly.Bench.Load.Measures;

/// <summary>G7: a sandbox made, /bin/true run in it, and destroyed, with all limits on, beside runc doing the same.</summary>
internal sealed class SandboxLifetime : IMeasure
{
    private static readonly SandboxLimits s_limits = new(MemoryMb: 1769, EphemeralStorageMb: 512);

    public string Id => "G7";

    public async Task<IReadOnlyList<Finding>> TakeAsync(Workbench bench)
    {
        SandboxHostOptions options = new() { RuntimeDirectory = Directory.CreateDirectory(Path.Combine(bench.Scratch, "sandboxes")).FullName, Instance = "bench" };
        await using ISandboxHost host = await SandboxHosts.StartAsync(SandboxMode.Bubblewrap, options, NullLoggerFactory.Instance, CancellationToken.None);
        using RuncContainer container = new(bench.Scratch);
        for (int i = 0; i < bench.ColdStartsPerRepetition; i++)
        {
            await TimeAsync(host);
            await container.TimeAsync();
        }

        Pairs pairs = await new SideBySide(bench.Repetitions).RunAsync(() => TimeAsync(host), container.TimeAsync, bench.ColdStartsPerRepetition);
        return
        [
            new Finding(
                Id, "sandbox made and destroyed, all limits on: runc run true ÷ ours", "ms", pairs, pairs.BaselineOverOurs, "×", Mark.AtLeast(4, 20),
                [$"In force: {string.Join("; ", host.Report.Enforced)}. Network namespaces and cgroups come from the pool that the server keeps too. runc's side has runc's default configuration without resource limits."]),
        ];
    }

    /// <returns>Milliseconds from asking for the sandbox until it is destroyed.</returns>
    private static async Task<double> TimeAsync(ISandboxHost host)
    {
        SandboxSpec spec = new()
        {
            Command = ["/bin/true"],
            Environment = new Dictionary<string, string>(),
            Mounts = [],
            WorkingDirectory = "/",
            Limits = s_limits,
            Output = new Nowhere(),
        };
        long before = Stopwatch.GetTimestamp();
        SandboxExit exit;
        await using (ISandbox sandbox = await host.LaunchAsync(spec, CancellationToken.None))
        {
            exit = await sandbox.Exited;
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(before);
        return exit.ExitCode == 0 ? elapsed.TotalMilliseconds : throw new BenchException($"/bin/true in a sandbox ended with {exit}.");
    }

    private sealed class Nowhere : ISandboxOutput
    {
        public bool Receive(SandboxOutputChannel channel, ReadOnlySpan<byte> bytes) => true;
    }
}
