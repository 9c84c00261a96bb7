using System.Globalization;
using System.Net;
using System.Net.Sockets;
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

    private readonly byte[] _seccomp = SeccompFilter.Bytes(SystemCallTable.Current);

    public LaunchedProcesses Launch(SandboxSpec spec, SandboxParts parts)
    {
        List<MountTree> trees = [];
        using ScopedHandles handles = new();
        try
        {
            // 1. the host's folders, as detached mounts with their flags locked on; this must happen in the host's mount namespace
            if (spec.Root is { } folder)
            {
                trees.AddRange(root.TreesOf(folder));
            }
            else
            {
                foreach (SandboxMount mount in spec.Mounts)
                {
                    root.EnsureMountPoint(mount.Target);
                }
            }

            trees.AddRange(spec.Mounts.Select(mount => MountTree.ReadOnly(mount.Source, mount.Target)));
            trees.Add(MountTree.ReadOnly(parts.Network.ResolvConf, "/etc/resolv.conf"));

            // 2. what the launcher program is handed: arguments, filter, output, and the gate that holds the sandbox until it is limited
            SafeFileHandle arguments = handles.Keep(MemoryFile.Of("arguments", BubblewrapCommand.Hidden(spec.WorkingDirectory, EnvironmentOf(spec))));
            SafeFileHandle seccomp = handles.Keep(MemoryFile.Of("seccomp", _seccomp));
            SafeFileHandle nothing = handles.Keep(OpenFile.ReadOnly("/dev/null"));
            (SafeFileHandle console, SafeFileHandle consoleWrite) = handles.Keep(Pipe.Open(nonBlockingRead: true));
            (SafeFileHandle telemetry, SafeFileHandle telemetryWrite) = handles.Keep(Pipe.Open(nonBlockingRead: true));
            (SafeFileHandle info, SafeFileHandle infoWrite) = handles.Keep(Pipe.Open(nonBlockingRead: false));
            LaunchGate gate = LaunchGate.Make(handles);
            // the sandbox's own, so that a program inside may open /dev/stdout and /dev/stderr anew
            ChangeOwner.Call(consoleWrite, parts.UserId);
            ChangeOwner.Call(telemetryWrite, parts.UserId);
            ProgramHold? hold = ProgramHold.Make(spec.Held, handles);
            using ProcessSpawner spawner = new(
                bubblewrap,
                BubblewrapCommand.Visible(ProgramHold.Wrap(hold, InnerShell.For(spec), spec.Command, BubblewrapCommand.ReadyFd, BubblewrapCommand.ReleaseFd)),
                [],
                [nothing, consoleWrite, consoleWrite, telemetryWrite, arguments, seccomp, infoWrite, gate.Wait, .. hold?.ChildEnds ?? []]);

            // 3. the sandbox's files, in a mount namespace that lives as long as the launcher program: nothing to take down afterwards
            using CallScript script = new();
            script.VisitMounts(root.LaunchersNamespace, root.HostNamespace);
            script.CopyMounts();
            trees.ForEach(tree => script.Attach(tree.Handle, RootTemplate.Root + tree.Target));
            script.Attach(parts.Scratch.Mount, RootTemplate.Root + "/tmp");

            // 4. the Runtime API's listener: a socket belongs to the network namespace of the thread that makes it
            script.VisitNetwork(parts.Network.Handle, hostNetwork);
            int socket = script.ListenOnLoopback((ushort)RuntimeApi.Port);

            // 5. the launcher program, born as the sandbox's user, within its limits, in its network and among its files
            bool bornWithin = parts.Cgroup.TryVisit(script, handles);
            script.AssumeUser(parts.UserId);
            spawner.AddTo(script);
            script.Run();
            Socket listener = handles.Keep(new Socket(new SafeSocketHandle(script.ResultOf(socket), ownsHandle: true)));
            int launcherPid = spawner.ProcessId;

            // 6. the limits that are left, before anything inside runs
            SafeFileHandle launcher = handles.Keep(PidFd.TryOpen(launcherPid)!);
            try
            {
                // the child has its own: ours must go, or the end of the information, and of the output, would never show
                Array.ForEach([consoleWrite, telemetryWrite, infoWrite], handle => handle.Dispose());
                int initPid = BubblewrapInfo.ReadPid(info, console);
                SafeFileHandle init = handles.Keep(PidFd.TryOpen(initPid) ?? throw BubblewrapInfo.Failure("the sandbox's first process ended at once", console));
                ProcessLimits.Set(initPid, parts.UserId);
                if (!bornWithin)
                {
                    parts.Cgroup.Join(initPid);
                }

                Array.ForEach(hold?.ChildEnds ?? [], handle => handle.Dispose());
                LaunchedProcesses launched = new(launcher, initPid, init, gate.Open, console, telemetry, listener, hold);
                handles.Release(launcher, init, gate.Open, console, telemetry, listener);
                if (hold is not null)
                {
                    handles.Release(hold);
                }

                return launched;
            }
            catch
            {
                PidFd.Send(launcher, 9);
                _ = Poll.WaitReadable(launcher, BubblewrapInfo.TimeoutMilliseconds);
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

    private static IEnumerable<KeyValuePair<string, string>> EnvironmentOf(SandboxSpec spec) =>
    [
        .. spec.Environment,
        new("AWS_LAMBDA_RUNTIME_API", RuntimeApi.ToString()),
        new("_LAMBDA_TELEMETRY_LOG_FD", BubblewrapCommand.TelemetryFd.ToString(CultureInfo.InvariantCulture)),
    ];
}
