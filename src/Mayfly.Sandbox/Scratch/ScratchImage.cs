using System.Globalization;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Scratch;

/// <summary>Mounts the ext4 in a file, and ends it.</summary>
internal static class ScratchImage
{
    /// <summary>What is written into a scratch disk is only bytes: no set-user-id program or device node in it may give its user rights.</summary>
    public const nint MountAttributes = DetachedMount.NoSetUserId | DetachedMount.NoDevices | DetachedMount.NoAccessTimes;

    /// <summary>EXT4_IOC_SHUTDOWN, and to it: at once, without writing anything back.</summary>
    private const nuint Shutdown = 0x8004587d;
    private const uint WithoutFlush = 2;

    /// <summary>A mount that is attached nowhere yet, so that it ends with us even if we are killed.</summary>
    /// <param name="file">The disk.</param>
    /// <param name="device">Its block device, as <c>/dev/loopN</c>.</param>
    /// <param name="givesBack">Whether room of deleted files goes back to the host's disk at once, for disks that live long.</param>
    public static SafeFileHandle Mount(SafeFileHandle file, out string device, bool givesBack = false)
    {
        using SafeFileHandle loop = LoopDevice.Attach(file, out device);
        return DetachedMount.Make(
            "ext4",
            device,
            MountAttributes,
            ("noinit_itable", null), // the inode tables lie in holes of the file: they are zero without being written
            ("nobarrier", null), // nobody reads the disk after a crash
            ("noauto_da_alloc", null),
            (givesBack ? "discard" : "nodiscard", null),
            ("errors", "continue"));
    }

    /// <summary>Drops what is not on the disk yet, instead of writing it: it is about to be forgotten.</summary>
    public static unsafe void Discard(SafeFileHandle mount)
    {
        using SafeFileHandle root = OpenFile.ReadOnly(PathOf(mount)); // the mount's own descriptor is only a place, not a file that takes requests
        uint how = WithoutFlush;
        _ = DeviceControl.Try(root, Shutdown, (nint)(&how)); // if it fails nothing is wrong, the end only takes longer
    }

    /// <summary>Where this process, and only this process, finds what a descriptor refers to.</summary>
    public static string PathOf(SafeFileHandle handle) => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{handle.DangerousGetHandle()}");
}
