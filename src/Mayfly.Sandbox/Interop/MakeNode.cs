using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>mknod(2) for character devices.</summary>
internal static partial class MakeNode
{
    private const uint CharacterDeviceFlag = 0x2000;

    [LibraryImport("libc", EntryPoint = "mknod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Native(string path, uint mode, ulong device);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chmod(string path, uint mode);

    public static void CharacterDevice(string path, uint major, uint minor)
    {
        // major and minor are below 256 here, so the old 16-bit encoding is the device number
        if (Native(path, CharacterDeviceFlag, (major << 8) | minor) != 0 || Chmod(path, 0x1B6) != 0)
        {
            throw LinuxException.FromLastError($"mknod({path})");
        }
    }
}
