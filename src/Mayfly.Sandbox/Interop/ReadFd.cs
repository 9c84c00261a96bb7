using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>read(2) and pread(2); the first taken up again when a signal interrupts it.</summary>
internal static partial class ReadFd
{
    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint Native(SafeFileHandle fd, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    private static unsafe partial nint NativeAt(SafeFileHandle fd, byte* buffer, nint count, long offset);

    /// <summary>pread(2) of a small file of the kernel's, which no signal interrupts: bytes read, or minus the error number.</summary>
    public static unsafe int TryAt(SafeFileHandle handle, Span<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
        {
            nint count = NativeAt(handle, start, buffer.Length, offset);
            return count >= 0 ? (int)count : -Marshal.GetLastPInvokeError();
        }
    }

    /// <summary>Bytes read, 0 at the end, or minus the error number.</summary>
    public static unsafe int Try(SafeFileHandle handle, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                nint count = Native(handle, start, buffer.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                int errno = Marshal.GetLastPInvokeError();
                if (errno != Errno.Eintr)
                {
                    return -errno;
                }
            }
        }
    }
}
