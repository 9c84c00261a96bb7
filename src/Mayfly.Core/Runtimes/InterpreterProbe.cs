using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Mayfly.Core.Runtimes;

/// <summary>Asks a program for its version.</summary>
internal static partial class InterpreterProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly string[] Usual = ["--version"];

    /// <param name="program">Its path.</param>
    /// <param name="arguments">What makes it tell its version; null for --version.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>"20.20.2", or null when the program does not run or does not say.</returns>
    public static async Task<string?> VersionOfAsync(string program, IReadOnlyList<string>? arguments, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(program, arguments ?? Usual) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment.Clear(); // the server's own settings say nothing about the interpreter
        try
        {
            using Process process = Process.Start(start)!;
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            try
            {
                Task<string> complaints = process.StandardError.ReadToEndAsync(limit.Token); // Java's answer
                string output = await process.StandardOutput.ReadToEndAsync(limit.Token) + await complaints;
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

    // a Java without updates says "25", in quotation marks
    [GeneratedRegex(@"\d+\.\d+(\.\d+)?|(?<="")\d+(?="")")]
    private static partial Regex VersionPattern();
}
