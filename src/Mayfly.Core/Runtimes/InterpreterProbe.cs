using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Mayfly.Core.Runtimes;

/// <summary>Asks a program for its version.</summary>
internal static partial class InterpreterProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>"20.20.2", or null when the program does not run or does not say.</returns>
    public static async Task<string?> VersionOfAsync(string program, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(program, "--version") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment.Clear(); // the server's own settings say nothing about the interpreter
        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            try
            {
                string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                Match match = VersionPattern().Match(output);
                return process.ExitCode == 0 && match.Success ? match.Value : null;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                process.Kill();
                return null;
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // made for another processor, or a library is missing
        }
    }

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex VersionPattern();
}
