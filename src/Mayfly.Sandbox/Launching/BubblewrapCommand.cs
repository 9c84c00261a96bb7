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

    // of a held program only
    public const int ReadyFd = 8;
    public const int ReleaseFd = 9;

    // of a program that joins a sandbox, in the place of the first program's telemetry pipe
    private const int UserNamespaceFd = 3;
    private const int ProcessNamespaceFd = 8;

    /// <summary>The arguments on the command line.</summary>
    public static string[] Visible(IReadOnlyList<string> command) =>
        ["bwrap", "--args", $"{ArgumentsFd}", "--", .. command];

    /// <summary>The same for a program that joins a sandbox: bubblewrap leaves the namespaces' descriptors open, so a shell closes them on the way.</summary>
    public static string[] VisibleOfJoining(IReadOnlyList<string> shell, IReadOnlyList<string> command) =>
        Visible([.. shell, "-c", $"exec \"$0\" \"$@\" {UserNamespaceFd}<&- {ProcessNamespaceFd}<&-", .. command]);

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
        return Encode(arguments, environment);
    }

    /// <summary>The arguments by descriptor for a program that joins a sandbox: the launching thread is in its other namespaces already.</summary>
    public static byte[] HiddenOfJoining(string workingDirectory, IEnumerable<KeyValuePair<string, string>> environment) => Encode(
        [
            // no --die-with-parent: it is in the process namespace of a sandbox that has it, and dies with that
            "--userns", $"{UserNamespaceFd}", "--pidns", $"{ProcessNamespaceFd}", "--new-session", "--cap-drop", "ALL",
            // the sandbox's files as they are, /proc included: every mount keeps its flags
            "--dev-bind", RootTemplate.Root, "/", "--chdir", workingDirectory,
            "--seccomp", $"{SeccompFd}", "--info-fd", $"{InfoFd}", "--block-fd", $"{BlockFd}", "--clearenv",
        ],
        environment);

    private static byte[] Encode(List<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        foreach ((string name, string value) in environment)
        {
            arguments.AddRange(["--setenv", name, value]);
        }

        return Encoding.UTF8.GetBytes(string.Join('\0', arguments) + '\0');
    }
}
