using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>write(2).</summary>
internal static partial class WriteFd
{
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Native(SafeFileHandle fd, byte* buffer, nint count);

    /// <summary>Writes all of it. <paramref name="subject"/> names the file in the error.</summary>
    public static unsafe void All(SafeFileHandle handle, ReadOnlySpan<byte> bytes, string subject)
    {
        fixed (byte* start = bytes)
        {
            for (int done = 0; done < bytes.Length;)
            {
                nint count = Native(handle, start + done, bytes.Length - done);
                if (count < 0)
                {
                    if (Marshal.GetLastPInvokeError() == Errno.Eintr)
                    {
                        continue;
                    }

                    throw LinuxException.FromLastError($"write({subject})");
                }

                done += (int)count;
            }
        }
    }
}
