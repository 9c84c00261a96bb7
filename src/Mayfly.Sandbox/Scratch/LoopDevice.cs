using System.Globalization;
using System.Runtime.InteropServices;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Scratch;

/// <summary>
/// Makes a file a block device (loop(4)). The device lets go of the file by itself when its last user, a mount, is gone: even if we are killed.
/// </summary>
internal static class LoopDevice
{
    private const nuint GetFree = 0x4C82;
    private const nuint Configure = 0x4C0A;
    private const uint AutoClear = 4;
    private const uint DirectIo = 16;
    private const int Attempts = 64;

    /// <summary>Attaches a file to a free device. The caller mounts it and then closes the handle.</summary>
    public static SafeFileHandle Attach(SafeFileHandle file, out string path)
    {
        // Another program may take the free device between the two calls: then the next one is asked for.
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            using SafeFileHandle control = OpenFile.ReadWrite("/dev/loop-control");
            int number = DeviceControl.Try(control, GetFree, 0);
            if (number < 0)
            {
                throw LinuxException.FromLastError("Asking for a free loop device");
            }

            path = string.Create(CultureInfo.InvariantCulture, $"/dev/loop{number}");
            SafeFileHandle device = OpenFile.ReadWrite(path);
            if (TryConfigure(device, file))
            {
                return device;
            }

            int error = Marshal.GetLastPInvokeError();
            device.Dispose();
            if (error != Errno.Ebusy)
            {
                throw new LinuxException($"Attaching a file to {path}", error);
            }
        }

        throw new LinuxException($"Attaching a file to a loop device: another program took each of {Attempts} free ones", Errno.Ebusy);
    }

    private static unsafe bool TryConfigure(SafeFileHandle device, SafeFileHandle file)
    {
        // Direct I/O keeps the file's pages out of the host's cache, where they would be a second copy of the sandbox's own cached pages. The
        // kernel quietly does without where the file system below cannot.
        LoopConfiguration configuration = new()
        {
            File = (uint)file.DangerousGetHandle(),
            BlockSize = Ext4.BlockSize,
            Flags = AutoClear | DirectIo,
        };
        return DeviceControl.Try(device, Configure, (nint)(&configuration)) == 0;
    }
}
