using System.Diagnostics;
using System.Text.Json.Nodes;
using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Baselines;

/// <summary>
/// A container of runc's own default kind (its namespaces, capabilities and seccomp defaults; no resource limits, which would only slow it
/// down) whose root holds /bin/true and the libraries that it needs.
/// </summary>
internal sealed class RuncContainer : IDisposable
{
    private readonly string _bundle;
    private readonly string _state;
    private int _count;

    public RuncContainer(string folder)
    {
        _bundle = Path.Combine(folder, "bundle");
        _state = Path.Combine(folder, "runc");
        string root = Path.Combine(_bundle, "rootfs");
        Directory.CreateDirectory(root);
        string libraries = Output("ldd", "/bin/true");
        foreach (string file in libraries.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Where(static word => word.StartsWith('/')).Append("/bin/true"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(root + file)!);
            File.Copy(file, root + file, overwrite: true);
        }

        _ = Output("runc", "spec", "--bundle", _bundle);
        string configuration = Path.Combine(_bundle, "config.json");
        JsonNode specification = JsonNode.Parse(File.ReadAllText(configuration))!;
        specification["process"]!["args"] = new JsonArray("/bin/true");
        specification["process"]!["terminal"] = false;
        File.WriteAllText(configuration, specification.ToJsonString());
    }

    /// <summary>Milliseconds of "runc run": made, /bin/true run, destroyed.</summary>
    public async Task<double> TimeAsync()
    {
        ProcessStartInfo start = PlainEnvironment.For(["runc", "--root", _state, "run", "--bundle", _bundle, $"mayfly-bench-{Environment.ProcessId}-{++_count}"]);
        long before = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(before);
        return process.ExitCode == 0 ? elapsed.TotalMilliseconds : throw new BenchException($"runc run ended with {process.ExitCode}.");
    }

    public void Dispose()
    {
        if (Directory.Exists(_state))
        {
            Directory.Delete(_state, recursive: true);
        }
    }

    private static string Output(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new BenchException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
