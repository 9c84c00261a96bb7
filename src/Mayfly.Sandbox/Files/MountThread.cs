using System.Globalization;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Launching;
using Mayfly.Sandbox.Scratch;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Files;

/// <summary>
/// Brings host folders into live sandboxes. A thread of its own, because a thread may change its mount namespace only when it shares its root and
/// working directory with no other, and because a pool thread must never be found in a sandbox's namespace.
/// </summary>
internal sealed class MountThread : IDisposable
{
    private readonly LauncherThreads _thread = new(1, privileged: true);
    private readonly SafeFileHandle _host = OpenFile.ReadOnly("/proc/self/ns/mnt");

    /// <summary>Attaches the mounts, read-only, before returning.</summary>
    /// <param name="scratch">A new /tmp to put over the one that is there; null to leave that.</param>
    public void AttachInside(int initPid, IReadOnlyList<SandboxMount> mounts, ScratchDisk? scratch) =>
        _thread.RunAsync(() => Attach(initPid, mounts, scratch)).GetAwaiter().GetResult();

    public void Dispose()
    {
        _thread.Dispose();
        _host.Dispose();
    }

    private bool Attach(int initPid, IReadOnlyList<SandboxMount> mounts, ScratchDisk? scratch)
    {
        List<MountTree> trees = [];
        try
        {
            trees.AddRange(mounts.Select(mount => MountTree.ReadOnly(mount.Source, mount.Target)));
            using SafeFileHandle inside = OpenFile.ReadOnly(string.Create(CultureInfo.InvariantCulture, $"/proc/{initPid}/ns/mnt"));
            using CallScript script = new();
            // safe: no code of the function has run yet, and nothing inside can change its mounts: it lacks the capability
            script.VisitMounts(inside, _host);
            trees.ForEach(tree => script.Attach(tree.Handle, tree.Target));
            if (scratch is not null)
            {
                script.Attach(scratch.Mount, "/tmp");
            }

            script.Run();
            return true;
        }
        finally
        {
            trees.ForEach(tree => tree.Dispose());
        }
    }
}
