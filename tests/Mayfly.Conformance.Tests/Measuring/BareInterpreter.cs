using System.Diagnostics;
using System.Text.Json.Nodes;
using Mayfly.Conformance.Tests.Packs;

namespace Mayfly.Conformance.Tests.Measuring;

/// <summary>The least that can be started in a language: a program that prints a line and waits for the end of its input.</summary>
internal sealed class BareInterpreter
{
    private readonly string[] _command;

    private BareInterpreter(string[] command) => _command = command;

    /// <returns>Null for a pack whose facts name no such program.</returns>
    public static async Task<BareInterpreter?> ForAsync(ConformanceRuntime runtime)
    {
        if (runtime.Facts.Get("bare") is not JsonArray command)
        {
            return null;
        }

        string package = await FixturePackage.FolderAsync(runtime);
        return new BareInterpreter([.. command.Select(word => ((string)word!)
            .Replace("{interpreter}", runtime.Interpreter, StringComparison.Ordinal)
            .Replace("{package}", package, StringComparison.Ordinal))]);
    }

    /// <summary>Milliseconds to the first byte of output, and the megabytes that the waiting process holds.</summary>
    public async Task<(double Start, double Held)> RunAsync()
    {
        ProcessStartInfo start = new(_command[0], _command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        long before = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        int first = process.StandardOutput.BaseStream.ReadByte();
        double elapsed = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
        Assert.True(first == '{', $"{string.Join(' ', _command)} printed nothing.");
        double held = ProcessMemory.Of(process.Id);
        process.StandardInput.Close();
        await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        await process.WaitForExitAsync();
        return (elapsed, held);
    }
}
