using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Files;

/// <summary>
/// A detached copy of a host folder's mount with its flags already set. It is opened on a thread in the host's mount namespace and attached
/// in another. The flags are set by root before the sandbox's user namespace sees the mount, so the kernel locks them: not even a
/// process with every capability inside could take them off.
/// </summary>
internal sealed class MountTree : IDisposable
{
    private MountTree(SafeFileHandle handle, string target)
    {
        Handle = handle;
        Target = target;
    }

    public SafeFileHandle Handle { get; }

    /// <summary>Where it goes, as a path inside the sandbox.</summary>
    public string Target { get; }

    public static MountTree ReadOnly(string source, string target) =>
        Open(source, target, MountSetAttr.ReadOnly | MountSetAttr.NoSetUserId | MountSetAttr.NoDevices);

    /// <summary>As <see cref="ReadOnly"/>, with the device nodes that are in it: for what we made ourselves.</summary>
    public static MountTree WithDevices(string source, string target) => Open(source, target, MountSetAttr.ReadOnly | MountSetAttr.NoSetUserId);

    public static MountTree Writable(string source, string target) =>
        Open(source, target, MountSetAttr.NoSetUserId | MountSetAttr.NoDevices);

    public void Dispose() => Handle.Dispose();

    private static MountTree Open(string source, string target, ulong flags)
    {
        SafeFileHandle tree = OpenTree.CloneOf(source, recursive: true);
        try
        {
            MountSetAttr.Apply(tree, flags);
            return new MountTree(tree, target);
        }
        catch (LinuxException)
        {
            tree.Dispose();
            throw;
        }
    }
}
