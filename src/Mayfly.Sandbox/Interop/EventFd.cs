using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>eventfd(2): wakes a thread that waits in epoll.</summary>
internal static partial class EventFd
{
    private const int CloseOnExec = 0x80000;

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int Native(uint initial, int flags);

    public static SafeFileHandle Create()
    {
        int fd = Native(0, CloseOnExec);
        return fd < 0 ? throw LinuxException.FromLastError("eventfd") : new SafeFileHandle(fd, ownsHandle: true);
    }
}
