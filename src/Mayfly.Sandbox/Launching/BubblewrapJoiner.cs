using System.Globalization;
using Mayfly.Sandbox.Files;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Output;
using Mayfly.Sandbox.Seccomp;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Launching;

/// <summary>
/// The steps that start one more program in a live sandbox, on a launcher thread: everything that the first program has, by the same program that
/// made it. A thread of a process with many cannot enter a user namespace, so that one bubblewrap enters itself; it may, because the sandbox's user owns it.
/// </summary>
internal sealed class BubblewrapJoiner(string bubblewrap, RootTemplate root, SafeFileHandle hostNetwork) : IDisposable
{
    private static readonly string[] s_visited = ["ipc", "uts", "cgroup"];

    private readonly byte[] _seccomp = SeccompFilter.Bytes(SystemCallTable.Current);
    private readonly SafeFileHandle[] _homes = [.. s_visited.Select(kind => OpenFile.ReadOnly($"/proc/self/ns/{kind}"))];

    public JoinedProcess Join(SandboxProgram program, IReadOnlyList<string> shell, SandboxParts parts, int initPid, OutputPump pump)
    {
        using ScopedHandles handles = new();
        try
        {
            // 1. the sandbox's namespaces, held open: its process 1 may end at any time, and its number go to another
            SafeFileHandle NamespaceOf(string kind) => handles.Keep(OpenFile.ReadOnly(string.Create(CultureInfo.InvariantCulture, $"/proc/{initPid}/ns/{kind}")));
            SafeFileHandle users = NamespaceOf("user");
            SafeFileHandle processes = NamespaceOf("pid_for_children");
            SafeFileHandle mounts = NamespaceOf("mnt");
            SafeFileHandle[] visited = [.. s_visited.Select(NamespaceOf)];

            // 2. a copy of its mounts, with their flags: code, layers, /tmp and whatever else was attached in its life
            SafeFileHandle tree = handles.Keep(CopyMounts(mounts));

            // 3. what the launcher program is handed
            SafeFileHandle arguments = handles.Keep(MemoryFile.Of("arguments", BubblewrapCommand.HiddenOfJoining(program.WorkingDirectory, EnvironmentOf(program))));
            SafeFileHandle seccomp = handles.Keep(MemoryFile.Of("seccomp", _seccomp));
            SafeFileHandle nothing = handles.Keep(OpenFile.ReadOnly("/dev/null"));
            (SafeFileHandle console, SafeFileHandle consoleWrite) = handles.Keep(Pipe.Open(nonBlockingRead: true));
            (SafeFileHandle info, SafeFileHandle infoWrite) = handles.Keep(Pipe.Open(nonBlockingRead: false));
            LaunchGate gate = LaunchGate.Make(handles);
            ChangeOwner.Call(consoleWrite, parts.UserId);
            using ProcessSpawner spawner = new(
                bubblewrap, BubblewrapCommand.VisibleOfJoining(shell, program.Command), [], [nothing, consoleWrite, consoleWrite, users, arguments, seccomp, infoWrite, gate.Wait, processes]);

            // 4. the launcher program, born in the sandbox's other namespaces, as its user
            using CallScript script = new();
            script.VisitMounts(root.LaunchersNamespace, root.HostNamespace);
            script.CopyMounts();
            script.Attach(tree, RootTemplate.Root);
            script.VisitNetwork(parts.Network.Handle, hostNetwork);
            for (int i = 0; i < visited.Length; i++)
            {
                script.Visit(s_visited[i], visited[i], _homes[i]);
            }

            script.AssumeUser(parts.UserId);
            spawner.AddTo(script);
            script.Run();
            int launcherPid = spawner.ProcessId;
            SafeFileHandle launcher = handles.Keep(PidFd.TryOpen(launcherPid)!);
            try
            {
                // 5. limits, before the program runs
                consoleWrite.Dispose();
                infoWrite.Dispose();
                int pid = BubblewrapInfo.ReadPid(info, console);
                ProcessLimits.Set(pid, parts.UserId);
                parts.Cgroup.Join(pid);
                handles.Release(launcher, console);
                JoinedProcess joined = new(pump, launcher, end => BubblewrapExit.Of(end, outOfMemory: false), console, program.Output);
                joined.Start();
                LaunchGate.Release(gate.Open);
                return joined;
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
            throw new SandboxLaunchException($"A program could not be started in a sandbox: {exception.Message}", exception);
        }
    }

    public void Dispose() => Array.ForEach(_homes, home => home.Dispose());

    private SafeFileHandle CopyMounts(SafeFileHandle mounts)
    {
        using CallScript script = new();
        script.VisitMounts(mounts, root.HostNamespace);
        int tree = script.CopyTree("/");
        script.Run();
        return new SafeFileHandle(script.ResultOf(tree), ownsHandle: true);
    }

    private static IEnumerable<KeyValuePair<string, string>> EnvironmentOf(SandboxProgram program) =>
        [.. program.Environment, new("AWS_LAMBDA_RUNTIME_API", BubblewrapLauncher.RuntimeApi.ToString())];
}
