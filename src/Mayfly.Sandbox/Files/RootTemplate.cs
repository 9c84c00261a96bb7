using System.Collections.Concurrent;
using System.Globalization;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Files;

/// <summary>
/// The root that every sandbox gets: a small tmpfs with a made /etc and /dev, mount points, and the host's /usr read-only. It is built once, in a
/// mount namespace that only launches visit, so that no user of the host sees it and nothing is left when the server ends.
/// A launch visits that namespace, takes a private copy, attaches the function's mounts, and starts the launcher program there.
/// </summary>
internal sealed class RootTemplate : IDisposable
{
    /// <summary>
    /// Where the root stands in the launchers' namespace. /sys, because it exists everywhere, every user may pass it, and bubblewrap does not use it;
    /// and because covering it takes the host's many mounts below it out of every copy.
    /// </summary>
    public const string Root = "/sys";

    private const nint Recursive = 0x4000;
    private const nint Private = 1 << 18;
    private const nint Detach = 2;

    private static readonly (string Name, uint Major, uint Minor)[] s_devices =
    [
        ("null", 1, 3), ("zero", 1, 5), ("full", 1, 7), ("random", 1, 8), ("urandom", 1, 9), ("tty", 5, 0),
    ];

    private readonly ConcurrentDictionary<string, bool> _mountPoints = new(StringComparer.Ordinal);
    private readonly SafeFileHandle _files;

    private RootTemplate(SafeFileHandle files, SafeFileHandle host, SafeFileHandle launchers)
    {
        _files = files;
        HostNamespace = host;
        LaunchersNamespace = launchers;
    }

    public SafeFileHandle LaunchersNamespace { get; }

    public SafeFileHandle HostNamespace { get; }

    /// <summary>Builds it. The calling thread must be one of our own: its file system root becomes its own.</summary>
    public static RootTemplate Build()
    {
        SafeFileHandle host = OpenFile.ReadOnly("/proc/self/ns/mnt");
        SafeFileHandle files = DetachedMount.Make("tmpfs", "mayfly-root", 0, ("mode", "755"), ("size", "16m"));
        Fill(PathOf(files));

        // the same files twice: our handle stays writable, for mount points made later; what sandboxes see is read-only (but has device nodes, made by us)
        using SafeFileHandle root = OpenTree.CloneOf(PathOf(files), recursive: false);
        MountSetAttr.Apply(root, MountSetAttr.ReadOnly | MountSetAttr.NoSetUserId);
        MountTree[] shown = [.. ShownFolders().Select(folder => MountTree.ReadOnly(folder, folder))];
        using CallScript script = new();
        script.VisitMounts(host, host);
        script.CopyMounts();
        // nothing done here may travel back to the host
        script.Mount(null, "/", null, Recursive | Private, null);
        script.Add("umount2(/sys)", SystemCalls.Unmount, script.Text(Root), Detach);
        script.Attach(root, Root);
        foreach (MountTree tree in shown)
        {
            script.Attach(tree.Handle, Root + tree.Target);
        }

        // through the thread's own entry, which names the copy while the thread is in it
        int launchers = script.Add("open(ns/mnt)", SystemCalls.OpenAt, -100, script.Text("/proc/thread-self/ns/mnt"), 0x80000);
        script.Run();
        Array.ForEach(shown, tree => tree.Dispose());
        return new RootTemplate(files, host, new SafeFileHandle(script.ResultOf(launchers), ownsHandle: true));
    }

    /// <summary>Makes sure that something can be mounted at a path.</summary>
    public void EnsureMountPoint(string target)
    {
        if (!_mountPoints.ContainsKey(target))
        {
            // an empty folder that all sandboxes see; its name is chosen by our own packs, never by a function
            Directory.CreateDirectory(PathOf(_files) + target);
            _mountPoints[target] = true;
        }
    }

    /// <summary>What makes a folder of the customer's a root: the folder itself, and over it the devices, the host names and the shell that all sandboxes have. In the order of attaching.</summary>
    public IEnumerable<MountTree> TreesOf(string folder)
    {
        yield return MountTree.ReadOnly(folder, "");
        yield return MountTree.WithDevices(PathOf(_files) + "/dev", "/dev");
        yield return MountTree.ReadOnly(PathOf(_files) + "/etc/hosts", "/etc/hosts");
        foreach (MountTree tree in InnerShell.ShownTrees())
        {
            yield return tree;
        }
    }

    public void Dispose()
    {
        LaunchersNamespace.Dispose();
        HostNamespace.Dispose();
        _files.Dispose();
    }

    private static string PathOf(SafeFileHandle handle) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{handle.DangerousGetHandle()}");

    private static IEnumerable<string> ShownFolders() =>
        ["/usr", .. TopLevel().Where(folder => folder.LinkTarget is null).Select(folder => folder.FullName), .. EtcFiles.ShownFolders()];

    /// <summary>/bin and its like: links into /usr on most systems, folders of their own on others.</summary>
    private static IEnumerable<DirectoryInfo> TopLevel() => new DirectoryInfo("/").EnumerateDirectories()
        .Where(folder => folder.Name is "bin" or "sbin" || folder.Name.StartsWith("lib", StringComparison.Ordinal));

    private static void Fill(string root)
    {
        foreach (string folder in (string[])["usr", "etc", "dev", "proc", "tmp", "opt", "mnt", "var/task", "var/runtime", "var/lang", "home"])
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }

        foreach (DirectoryInfo folder in TopLevel())
        {
            string copy = Path.Combine(root, folder.Name);
            if (folder.LinkTarget is { } target)
            {
                File.CreateSymbolicLink(copy, target);
            }
            else
            {
                Directory.CreateDirectory(copy);
            }
        }

        EtcFiles.WriteTo(Path.Combine(root, "etc"));
        foreach (string folder in EtcFiles.ShownFolders())
        {
            Directory.CreateDirectory(root + folder);
        }

        FillDevices(Path.Combine(root, "dev"));
        InnerShell.MakeMountPoints(root);
    }

    private static void FillDevices(string dev)
    {
        foreach ((string name, uint major, uint minor) in s_devices)
        {
            MakeNode.CharacterDevice(Path.Combine(dev, name), major, minor);
        }

        File.CreateSymbolicLink(Path.Combine(dev, "fd"), "/proc/self/fd");
        File.CreateSymbolicLink(Path.Combine(dev, "stdin"), "/proc/self/fd/0");
        File.CreateSymbolicLink(Path.Combine(dev, "stdout"), "/proc/self/fd/1");
        File.CreateSymbolicLink(Path.Combine(dev, "stderr"), "/proc/self/fd/2");
    }
}
