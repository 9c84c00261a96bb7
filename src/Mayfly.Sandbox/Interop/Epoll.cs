using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>epoll(7), level-triggered, for reading.</summary>
internal static partial class Epoll
{
    private const int CloseOnExec = 0x80000;
    private const int AddOperation = 1;
    private const int RemoveOperation = 2;
    private const uint Readable = 1;

    // the kernel packs epoll_event on x86-64 only
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int EventSize = Packed ? 12 : 16;
    private static readonly int DataOffset = Packed ? 4 : 8;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static unsafe partial int Control(SafeFileHandle epoll, int operation, SafeFileHandle fd, byte* change);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static unsafe partial int Wait(SafeFileHandle epoll, byte* events, int capacity, int timeoutMilliseconds);

    public static SafeFileHandle Create()
    {
        int fd = Create(CloseOnExec);
        return fd < 0 ? throw LinuxException.FromLastError("epoll_create1") : new SafeFileHandle(fd, ownsHandle: true);
    }

    public static unsafe void Add(SafeFileHandle epoll, SafeFileHandle fd, long key)
    {
        byte* change = stackalloc byte[16];
        *(uint*)change = Readable;
        *(long*)(change + DataOffset) = key;
        if (Control(epoll, AddOperation, fd, change) != 0)
        {
            throw LinuxException.FromLastError("epoll_ctl(add)");
        }
    }

    public static unsafe void Remove(SafeFileHandle epoll, SafeFileHandle fd)
    {
        byte* change = stackalloc byte[16];
        if (Control(epoll, RemoveOperation, fd, change) != 0)
        {
            throw LinuxException.FromLastError("epoll_ctl(remove)");
        }
    }

    /// <summary>Waits until something is readable and writes the keys into <paramref name="keys"/>.</summary>
    public static unsafe int Wait(SafeFileHandle epoll, Span<long> keys)
    {
        byte* events = stackalloc byte[EventSize * keys.Length];
        while (true)
        {
            int count = Wait(epoll, events, keys.Length, -1);
            if (count < 0)
            {
                if (Marshal.GetLastPInvokeError() == Errno.Eintr)
                {
                    continue;
                }

                throw LinuxException.FromLastError("epoll_wait");
            }

            for (int i = 0; i < count; i++)
            {
                keys[i] = *(long*)(events + (i * EventSize) + DataOffset);
            }

            return count;
        }
    }
}
