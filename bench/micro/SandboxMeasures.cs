using System.Diagnostics;
using System.Globalization;
using Mayfly.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mayfly.Bench.Micro;

/// <summary>What the parts of a sandbox's life cost: made and destroyed, specialised, a burst, and the memory of the launcher's processes.</summary>
internal sealed class SandboxMeasures : IAsyncDisposable
{
    private const int Count = 60;

    private readonly ISandboxHost _host;
    private readonly string _directory;

    private SandboxMeasures(ISandboxHost host, string directory)
    {
        _host = host;
        _directory = directory;
    }

    public static async Task<SandboxMeasures> StartAsync()
    {
        string directory = Directory.CreateTempSubdirectory("mayfly-micro-").FullName;
        SandboxHostOptions options = new() { RuntimeDirectory = directory, Instance = "micro" };
        return new SandboxMeasures(await SandboxHosts.StartAsync(SandboxMode.Bubblewrap, options, NullLoggerFactory.Instance, CancellationToken.None), directory);
    }

    public async Task PrintAsync()
    {
        foreach (string line in _host.Report.Enforced)
        {
            Console.WriteLine("in force: " + line);
        }

        await CompareAsync("true", Count, "/bin/true");
        Print("LaunchAsync", await Median.OfAsync(Count, LaunchAsync));
        await CompareAsync("node -e 0", 30, "/usr/bin/node", "-e", "0");
        Print("Specialise (code and a layer)", await Median.OfAsync(Count, SpecialiseAsync));
        await BurstAsync(100);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static void Print(string what, (double Middle, double Low, double High) time) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-42} {time.Middle,8:F3} ms   ({time.Low:F3} to {time.High:F3})"));

    private static SandboxSpec Spec(params string[] command) => new()
    {
        Command = command,
        Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        Mounts = [],
        WorkingDirectory = "/",
        Limits = new SandboxLimits(1769, 512),
        Output = new Nowhere(),
    };

    /// <summary>By turns, so that what else the machine does meets both.</summary>
    private async Task CompareAsync(string what, int count, params string[] command)
    {
        List<double> bare = [];
        Print($"sandbox: {what}", await Median.OfAsync(count, async () =>
        {
            bare.Add(await BareAsync(command[0], command[1..]));
            return await LifetimeAsync(command);
        }));
        bare.Sort();
        Print($"bare: {what}", (bare[bare.Count / 2], bare[bare.Count / 10], bare[bare.Count * 9 / 10]));
    }

    private async Task<double> LifetimeAsync(params string[] command)
    {
        long start = Stopwatch.GetTimestamp();
        await using (ISandbox sandbox = await _host.LaunchAsync(Spec(command), CancellationToken.None))
        {
            await sandbox.Exited;
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private async Task<double> LaunchAsync()
    {
        long start = Stopwatch.GetTimestamp();
        await using ISandbox sandbox = await _host.LaunchAsync(Spec("/bin/true"), CancellationToken.None);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<double> BareAsync(string program, params string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private async Task<double> SpecialiseAsync()
    {
        await using ISandbox sandbox = await _host.LaunchAsync(Spec("/bin/sleep", "100"), CancellationToken.None);
        SandboxMount[] mounts = [new(_directory, "/var/task"), new(_directory, "/opt")];
        // wait until bubblewrap has built the root, as a stem that has called in has
        while (!Directory.EnumerateDirectories("/proc").Any(folder => CommandLine(folder) == "/bin/sleep\0100\0"))
        {
            await Task.Yield();
        }

        long start = Stopwatch.GetTimestamp();
        sandbox.Specialise(new SandboxLimits(1769, 512), mounts);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public async Task BurstAsync(int count)
    {
        long start = Stopwatch.GetTimestamp();
        ISandbox[] sandboxes = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => _host.LaunchAsync(Spec("/bin/sleep", "200"), CancellationToken.None)));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"burst of {count} launches: {count / seconds:F0} a second"));
        string[] launchers = [.. Directory.EnumerateDirectories("/proc").Where(folder => CommandLine(folder).EndsWith("--\0/bin/sleep\0200\0", StringComparison.Ordinal))];
        long kilobytes = launchers.Sum(PrivateKilobytes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"launcher processes: {(double)launchers.Length / count:F1} a sandbox, {(double)kilobytes / count:F0} KiB of memory of their own"));
        start = Stopwatch.GetTimestamp();
        await Task.WhenAll(sandboxes.Select(sandbox => sandbox.DisposeAsync().AsTask()));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} disposed in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms"));
    }

    private static string CommandLine(string folder) => Read(Path.Combine(folder, "cmdline"));

    private static long PrivateKilobytes(string folder) => Read(Path.Combine(folder, "smaps_rollup")).Split('\n')
        .Where(line => line.StartsWith("Private_", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));

    private static string Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private sealed class Nowhere : ISandboxOutput
    {
        public bool Receive(SandboxOutputChannel channel, ReadOnlySpan<byte> bytes) => true;
    }
}
