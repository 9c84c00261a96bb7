using System.Diagnostics;

namespace Mayfly.Bench.Load.Processes;

/// <summary>
/// Programs of both sides start with an environment that holds only what they need: what a user's shell has (NODE_OPTIONS, NODE_EXTRA_CA_CERTS,
/// PYTHONSTARTUP …) can double the time that an interpreter takes to start, and sandboxes do not get it.
/// </summary>
internal static class PlainEnvironment
{
    private static readonly string[] s_needed = ["PATH", "HOME", "DOTNET_ROOT"];

    /// <summary>With standard output to be read.</summary>
    public static ProcessStartInfo For(IReadOnlyList<string> command)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1)) { RedirectStandardOutput = true };
        start.Environment.Clear();
        start.Environment["LANG"] = "C.UTF-8";
        foreach (string name in s_needed)
        {
            if (Environment.GetEnvironmentVariable(name) is string value)
            {
                start.Environment[name] = value;
            }
        }

        return start;
    }
}
