using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>socket(2), send(2) and recv(2), for an address family that .NET's Socket does not speak.</summary>
internal static partial class NetlinkCalls
{
    public const int Family = 16;

    /// <summary>SOCK_RAW, closed on exec.</summary>
    public const int Kind = 3 | 0x80000;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int NativeSocket(int family, int kind, int protocol);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint NativeSend(SafeFileHandle socket, ReadOnlySpan<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint NativeReceive(SafeFileHandle socket, Span<byte> buffer, nint length, int flags);

    /// <summary>A socket of the network namespace that the calling thread is in.</summary>
    public static SafeFileHandle Open(int protocol)
    {
        int fd = NativeSocket(Family, Kind, protocol);
        return fd < 0 ? throw LinuxException.FromLastError($"socket(netlink {protocol})") : new SafeFileHandle(fd, ownsHandle: true);
    }

    public static void Send(SafeFileHandle socket, ReadOnlySpan<byte> message)
    {
        if (NativeSend(socket, message, message.Length, 0) != message.Length)
        {
            throw LinuxException.FromLastError("send(netlink)");
        }
    }

    public static int Receive(SafeFileHandle socket, Span<byte> buffer)
    {
        nint count;
        while ((count = NativeReceive(socket, buffer, buffer.Length, 0)) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Errno.Eintr)
            {
                throw LinuxException.FromLastError("recv(netlink)");
            }
        }

        return (int)count;
    }
}
