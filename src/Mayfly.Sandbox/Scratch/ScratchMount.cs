using Mayfly.Sandbox.Interop;

using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Scratch;

/// <summary>Mounting and unmounting of scratch disks.</summary>
internal static class ScratchMount
{
    private const ulong NoSetUid = 2;
    private const ulong NoDevices = 4;
    private const ulong NoAccessTimes = 1024;
    private const ulong Silent = 0x8000;
    private const ulong Bind = 4096;
    private const ulong Private = 1 << 18;
    private const int Detach = 2;

    /// <summary>The inode tables lie in holes of the file, so they are zero already: nothing needs to write that.</summary>
    private const string Ext4Options = "noinit_itable,nobarrier,noauto_da_alloc,errors=continue";

    /// <summary>EXT4_IOC_SHUTDOWN, and to it: at once, without writing anything back.</summary>
    private const nuint Shutdown = 0x8004587d;
    private const uint WithoutFlush = 2;

    /// <summary>Mounts the ext4 in a file. Set-user-id programs and devices in it are only bytes: what a function writes must not gain rights.</summary>
    /// <returns>The device, as <c>/dev/loopN</c>.</returns>
    public static string MountImage(SafeFileHandle file, string target)
    {
        using SafeFileHandle device = LoopDevice.Attach(file, out string path);
        return Libc.Mount(path, target, "ext4", NoSetUid | NoDevices | NoAccessTimes | Silent, Ext4Options) == 0
            ? path
            : throw LinuxException.FromLastError($"Mounting {path} (ext4) on {target}");
    }

    public static void MountMemory(string target, int sizeMb)
    {
        if (Libc.Mount("mayfly-scratch", target, "tmpfs", NoSetUid | NoDevices | NoAccessTimes, $"mode=1777,size={sizeMb}m") != 0)
        {
            throw LinuxException.FromLastError($"Mounting memory on {target}");
        }
    }

    /// <summary>Makes a folder a mount of its own, so that what is mounted in it is not copied into the mount namespaces of other programs.</summary>
    public static void MakePrivate(string folder)
    {
        if (Libc.Mount(folder, folder, null, Bind, null) != 0 || Libc.Mount("none", folder, null, Private, null) != 0)
        {
            throw LinuxException.FromLastError($"Making {folder} a private mount");
        }
    }

    /// <summary>Drops what is not on the disk yet, instead of writing it: it is about to be forgotten. Only for disks, and at their end.</summary>
    public static unsafe void Discard(string target)
    {
        const int OpenDirectoryCloseOnExec = 0x80000;
        using SafeFileHandle root = Libc.Open(target, OpenDirectoryCloseOnExec, 0);
        uint how = WithoutFlush;
        if (!root.IsInvalid)
        {
            _ = Libc.Ioctl(root, Shutdown, (nint)(&how)); // without it unmounting is right as well, only slower
        }
    }

    /// <summary>Takes a mount out of the tree; the kernel frees it when its last user is gone.</summary>
    public static void Unmount(string target)
    {
        if (Libc.Unmount(target, 0) != 0 && Libc.Unmount(target, Detach) != 0)
        {
            throw LinuxException.FromLastError($"Unmounting {target}");
        }
    }

    /// <summary>Takes away every mount at or below a folder, the last made first; answers how many.</summary>
    public static int UnmountAll(string folder)
    {
        string inside = folder + "/";
        int count = 0;
        IEnumerable<string> targets = File.ReadAllLines("/proc/self/mountinfo")
            .Select(line => Unescape(line.Split(' ')[4]))
            .Where(target => target == folder || target.StartsWith(inside, StringComparison.Ordinal));
        foreach (string target in targets.Reverse())
        {
            if (target != folder)
            {
                Discard(target);
                count++;
            }

            _ = Libc.Unmount(target, Detach) != 0 ? throw LinuxException.FromLastError($"Unmounting {target}") : 0;
        }

        return count;
    }

    /// <summary>mountinfo writes blanks and backslashes as octal numbers.</summary>
    private static string Unescape(string text) =>
        text.Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal);
}
