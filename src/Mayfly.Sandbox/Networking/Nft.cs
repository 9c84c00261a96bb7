using System.ComponentModel;
using System.Diagnostics;

namespace Mayfly.Sandbox.Networking;

/// <summary>Runs the nft program (nftables), in the network namespace of the calling thread: a child inherits its parent thread's.</summary>
internal static class Nft
{
    /// <summary>Where distributions put it; a service's PATH may lack the sbin folders.</summary>
    private static readonly string[] _places = ["/usr/sbin/nft", "/sbin/nft", "/usr/local/sbin/nft", "/usr/bin/nft"];

    /// <summary>Runs a script; answers what nft complained about, or null when it did all of it.</summary>
    public static string? Run(string script) => Start(["-f", "-"], script).Error;

    /// <summary>The JSON of a list command; null if it failed.</summary>
    public static string? List(params string[] what)
    {
        (string output, string? error) = Start(["-j", "list", .. what], "");
        return error is null ? output : null;
    }

    private static (string Output, string? Error) Start(string[] arguments, string input)
    {
        string? program = _places.FirstOrDefault(File.Exists);
        if (program is null)
        {
            return ("", "the program nft (package nftables) is not installed");
        }

        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (output, process.ExitCode == 0 ? null : $"nft failed: {error.GetAwaiter().GetResult().Trim()}");
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            return ("", $"{program} could not be run: {exception.Message}");
        }
    }
}
