using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>poll(2) on one descriptor.</summary>
internal static partial class Poll
{
    private const short Readable = 1;

    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public int Fd;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Native(Entry* entries, nuint count, int timeoutMilliseconds);

    /// <summary>True when there is something to read (or the other side is gone), false when the time is over.</summary>
    public static unsafe bool WaitReadable(SafeFileHandle handle, int timeoutMilliseconds)
    {
        bool held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            Entry entry = new() { Fd = (int)handle.DangerousGetHandle(), Events = Readable };
            while (true)
            {
                int count = Native(&entry, 1, timeoutMilliseconds);
                if (count >= 0)
                {
                    return count > 0;
                }

                if (Marshal.GetLastPInvokeError() != Errno.Eintr)
                {
                    throw LinuxException.FromLastError("poll");
                }
            }
        }
        finally
        {
            if (held)
            {
                handle.DangerousRelease();
            }
        }
    }
}
