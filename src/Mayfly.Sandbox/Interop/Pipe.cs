using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>pipe2(2), both ends close-on-exec.</summary>
internal static partial class Pipe
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int SetFlags = 4;

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static unsafe partial int Native(int* fds, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(SafeFileHandle fd, int command, nint argument);

    /// <summary>A pipe whose reading end never blocks, if so asked; the writing end blocks, as programs expect of their output.</summary>
    public static unsafe (SafeFileHandle Read, SafeFileHandle Write) Open(bool nonBlockingRead)
    {
        int* fds = stackalloc int[2];
        if (Native(fds, CloseOnExec) != 0)
        {
            throw LinuxException.FromLastError("pipe2");
        }

        SafeFileHandle read = new(fds[0], ownsHandle: true);
        SafeFileHandle write = new(fds[1], ownsHandle: true);
        if (nonBlockingRead && Fcntl(read, SetFlags, NonBlocking) != 0)
        {
            throw LinuxException.FromLastError("fcntl(O_NONBLOCK on a pipe)");
        }

        return (read, write);
    }
}
