using System.Text;
using Mayfly.Sandbox.Files;

namespace Mayfly.Sandbox.Launching;

/// <summary>
/// What bubblewrap is told. All but the program goes by descriptor (--args), so that environment values stand in no /proc/PID/cmdline, and
/// bubblewrap itself runs with an empty environment: a function's LD_PRELOAD must not reach a program outside.
/// </summary>
internal static class BubblewrapCommand
{
    // the child's descriptors, in the order the launcher hands them over; 0 to 2 are standard
    public const int TelemetryFd = 3;
    private const int ArgumentsFd = 4;
    private const int SeccompFd = 5;
    private const int InfoFd = 6;
    private const int BlockFd = 7;

    /// <summary>The arguments on the command line.</summary>
    public static string[] Visible(IReadOnlyList<string> command) =>
        ["bwrap", "--args", $"{ArgumentsFd}", "--", .. command];

    /// <summary>The arguments by descriptor, each ended by a zero byte.</summary>
    public static byte[] Hidden(string workingDirectory, IEnumerable<KeyValuePair<string, string>> environment)
    {
        List<string> arguments =
        [
            // the network namespace is ours already: the launching thread is in it
            "--unshare-user", "--uid", $"{EtcFiles.InnerUid}", "--gid", $"{EtcFiles.InnerGid}",
            "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup", "--hostname", EtcFiles.HostName,
            "--die-with-parent", "--new-session", "--cap-drop", "ALL",
            // "dev": keep the device nodes of the root that we built; every mount in it has its own flags, set and locked
            "--dev-bind", RootTemplate.Root, "/", "--proc", "/proc", "--chdir", workingDirectory,
            "--seccomp", $"{SeccompFd}", "--info-fd", $"{InfoFd}", "--block-fd", $"{BlockFd}", "--clearenv",
        ];
        foreach ((string name, string value) in environment)
        {
            arguments.AddRange(["--setenv", name, value]);
        }

        return Encoding.UTF8.GetBytes(string.Join('\0', arguments) + '\0');
    }
}
