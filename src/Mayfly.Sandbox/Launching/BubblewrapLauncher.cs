using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Mayfly.Sandbox.Files;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Seccomp;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Launching;

/// <summary>The steps of a launch, in order, on a launcher thread. It ends with the sandbox built and limited, and its program waiting at the gate.</summary>
internal sealed class BubblewrapLauncher(string bubblewrap, RootTemplate root, SafeFileHandle hostNetwork)
{
    /// <summary>Where the Runtime API listens inside every sandbox, as on AWS.</summary>
    public static readonly IPEndPoint RuntimeApi = new(IPAddress.Loopback, 9001);

    /// <summary>AWS documents 1,024 file descriptors.</summary>
    private const ulong OpenFilesAllowed = 1024;

    /// <summary>bubblewrap tells its child's number within milliseconds; this is for a machine that hangs.</summary>
    private const int InfoTimeoutMilliseconds = 30_000;

    private readonly byte[] _seccomp = SeccompFilter.Bytes(SystemCallTable.Current);

    public LaunchedProcesses Launch(SandboxSpec spec, SandboxParts parts)
    {
        List<MountTree> trees = [];
        using ScopedHandles handles = new();
        try
        {
            // 1. the host's folders, as detached mounts with their flags locked on; this must happen in the host's mount namespace
            trees.AddRange(spec.Mounts.Select(mount => MountTree.ReadOnly(mount.Source, mount.Target)));
            trees.ForEach(tree => root.EnsureMountPoint(tree.Target));
            trees.Add(MountTree.ReadOnly(parts.Network.ResolvConf, "/etc/resolv.conf"));

            // 2. what the launcher program is handed: arguments, filter, output, and the gate that holds the sandbox until it is limited
            SafeFileHandle arguments = handles.Keep(MemoryFile.Of("arguments", BubblewrapCommand.Hidden(spec.WorkingDirectory, EnvironmentOf(spec))));
            SafeFileHandle seccomp = handles.Keep(MemoryFile.Of("seccomp", _seccomp));
            SafeFileHandle nothing = handles.Keep(OpenFile.ReadOnly("/dev/null"));
            (SafeFileHandle console, SafeFileHandle consoleWrite) = handles.Keep(Pipe.Open(nonBlockingRead: true));
            (SafeFileHandle telemetry, SafeFileHandle telemetryWrite) = handles.Keep(Pipe.Open(nonBlockingRead: true));
            (SafeFileHandle info, SafeFileHandle infoWrite) = handles.Keep(Pipe.Open(nonBlockingRead: false));
            (SafeFileHandle gateRead, SafeFileHandle gate) = handles.Keep(Pipe.Open(nonBlockingRead: false));
            // the child waits on a descriptor that could write to the gate itself, so it never sees the gate's end: if this server is killed now, the
            // sandbox waits for the next start to kill it, rather than run without limits
            SafeFileHandle gateWait = handles.Keep(OpenFile.ReadWrite(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{gateRead.DangerousGetHandle()}")));
            // the sandbox's own, so that a program inside may open /dev/stdout and /dev/stderr anew
            ChangeOwner.Call(consoleWrite, parts.UserId);
            ChangeOwner.Call(telemetryWrite, parts.UserId);
            using ProcessSpawner spawner = new(
                bubblewrap,
                BubblewrapCommand.Visible(spec.Command),
                [],
                [nothing, consoleWrite, consoleWrite, telemetryWrite, arguments, seccomp, infoWrite, gateWait]);

            // 3. the sandbox's files, in a mount namespace that lives as long as the launcher program: nothing to take down afterwards
            using CallScript script = new();
            script.VisitMounts(root.LaunchersNamespace, root.HostNamespace);
            script.CopyMounts();
            trees.ForEach(tree => script.Attach(tree.Handle, RootTemplate.Root + tree.Target));
            script.Attach(parts.Scratch.Mount, RootTemplate.Root + "/tmp");

            // 4. the Runtime API's listener: a socket belongs to the network namespace of the thread that makes it
            script.VisitNetwork(parts.Network.Handle, hostNetwork);
            int socket = script.ListenOnLoopback((ushort)RuntimeApi.Port);

            // 5. the launcher program, born as the sandbox's user, in its network and among its files
            script.AssumeUser(parts.UserId);
            spawner.AddTo(script);
            script.Run();
            Socket listener = handles.Keep(new Socket(new SafeSocketHandle(script.ResultOf(socket), ownsHandle: true)));
            int launcherPid = spawner.ProcessId;

            // 6. limits, before anything inside runs
            SafeFileHandle launcher = handles.Keep(PidFd.TryOpen(launcherPid)!);
            try
            {
                // the child has its own: ours must go, or the end of the information, and of the output, would never show
                Array.ForEach([consoleWrite, telemetryWrite, infoWrite, gateRead], handle => handle.Dispose());
                int initPid = ReadInitPid(info, console);
                SafeFileHandle init = handles.Keep(PidFd.TryOpen(initPid) ?? throw Failure("the sandbox's first process ended at once", console));
                LimitResources(initPid, parts.UserId);
                parts.Cgroup.Join(initPid);
                LaunchedProcesses launched = new(launcher, initPid, init, gate, console, telemetry, listener);
                handles.Release(launcher, init, gate, console, telemetry, listener);
                return launched;
            }
            catch
            {
                PidFd.Send(launcher, 9);
                _ = Poll.WaitReadable(launcher, InfoTimeoutMilliseconds);
                _ = WaitId.TryReap(launcher);
                throw;
            }
        }
        catch (IOException exception)
        {
            throw new SandboxLaunchException($"A sandbox could not be launched: {exception.Message}", exception);
        }
        finally
        {
            trees.ForEach(tree => tree.Dispose());
        }
    }

    /// <summary>As the sandbox's user, who may lower its own limits: root in a container often lacks CAP_SYS_RESOURCE.</summary>
    private static void LimitResources(int pid, uint userId)
    {
        const nint Core = 4, OpenFiles = 7;
        using CallScript script = new();
        script.AssumeUser(userId);
        script.Add("prlimit(open files)", SystemCalls.PrLimit, pid, OpenFiles, script.Bytes(Limit(OpenFilesAllowed)));
        // one byte: no core file, and (unlike 0) no call of the host's core handler with a function's memory
        script.Add("prlimit(core)", SystemCalls.PrLimit, pid, Core, script.Bytes(Limit(1)));
        script.Run();
    }

    private static byte[] Limit(ulong value) => [.. BitConverter.GetBytes(value), .. BitConverter.GetBytes(value)];

    private static IEnumerable<KeyValuePair<string, string>> EnvironmentOf(SandboxSpec spec) =>
    [
        .. spec.Environment,
        new("AWS_LAMBDA_RUNTIME_API", RuntimeApi.ToString()),
        new("_LAMBDA_TELEMETRY_LOG_FD", BubblewrapCommand.TelemetryFd.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Reads bubblewrap's information up to its end: {"child-pid": N, …}.</summary>
    private static int ReadInitPid(SafeFileHandle info, SafeFileHandle console)
    {
        const string Name = "\"child-pid\":";
        Span<byte> buffer = stackalloc byte[1024];
        int length = 0;
        while (length < buffer.Length && Poll.WaitReadable(info, InfoTimeoutMilliseconds))
        {
            int count = ReadFd.Try(info, buffer[length..]);
            if (count <= 0)
            {
                break;
            }

            length += count;
            if (buffer[..length].Contains((byte)'}'))
            {
                string text = Encoding.ASCII.GetString(buffer[..length]);
                int start = text.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
                return int.Parse(text.AsSpan(start, text.AsSpan(start).IndexOfAny(',', '\n', '}')), CultureInfo.InvariantCulture);
            }
        }

        throw Failure("bubblewrap did not start the sandbox", console);
    }

    private static SandboxLaunchException Failure(string what, SafeFileHandle console)
    {
        byte[] said = new byte[2048];
        _ = Poll.WaitReadable(console, 1000);
        int length = Math.Max(0, ReadFd.Try(console, said));
        return new SandboxLaunchException($"A sandbox could not be launched: {what}. It said: {Encoding.UTF8.GetString(said, 0, length).Trim()}");
    }
}
