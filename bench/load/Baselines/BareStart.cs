using System.Diagnostics;
using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Baselines;

/// <summary>Starts a program and waits for the first byte that it prints; then for its end, which is not timed.</summary>
internal static class BareStart
{
    /// <returns>Milliseconds from before the start to the first byte.</returns>
    public static async Task<double> TimeAsync(IReadOnlyList<string> command)
    {
        ProcessStartInfo start = PlainEnvironment.For(command);
        long before = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new BenchException($"{command[0]} did not start.");
        Stream output = process.StandardOutput.BaseStream;
        int first = output.ReadByte();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(before);
        await output.CopyToAsync(Stream.Null);
        await process.WaitForExitAsync();
        return first == '{' && process.ExitCode == 0
            ? elapsed.TotalMilliseconds
            : throw new BenchException($"{string.Join(' ', command)} should have printed the handler's result; it ended with {process.ExitCode}.");
    }
}
