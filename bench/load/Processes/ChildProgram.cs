using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Mayfly.Bench.Load.Processes;

/// <summary>A long-running program beside the bench; disposing it ends it.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly ConcurrentDictionary<ChildProgram, bool> s_living = new();
    private readonly Process _process;

    private ChildProgram(Process process)
    {
        _process = process;
        s_living[this] = true;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public StreamReader Output => _process.StandardOutput;

    public static ChildProgram Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = PlainEnvironment.For(command);
        start.RedirectStandardInput = true;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ChildProgram(Process.Start(start) ?? throw new BenchException($"{command[0]} did not start."));
    }

    /// <summary>Ends all that still live, when the bench itself is told to end.</summary>
    public static void EndAll() => Task.WhenAll(s_living.Keys.Select(static program => program.DisposeAsync().AsTask())).GetAwaiter().GetResult();

    /// <summary>The port that a baseline server prints first.</summary>
    public int ReadPort()
    {
        string? line = Output.ReadLine();
        return int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            ? port
            : throw new BenchException($"Process {Id} should have printed its port first, and printed: {line ?? "nothing"}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!s_living.TryRemove(this, out _))
        {
            return;
        }

        if (!_process.HasExited)
        {
            KillProcess.Signal(Id, KillProcess.Terminate);
            try
            {
                await _process.WaitForExitAsync().WaitAsync(s_patience);
            }
            catch (TimeoutException)
            {
                KillProcess.Signal(Id, KillProcess.Kill);
                await _process.WaitForExitAsync();
            }
        }

        _process.Dispose();
    }
}
