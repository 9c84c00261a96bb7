using System.Runtime.InteropServices;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Launching;

/// <summary>Makes network namespaces that hold a loopback device and nothing else.</summary>
internal static partial class LoopbackNamespaces
{
    private const int SetInterfaceFlags = 0x8914;

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static unsafe partial int Ioctl(int fd, nuint request, byte* argument);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int family, int kind, int protocol);

    public static SafeFileHandle Make()
    {
        SafeFileHandle? made = null;
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                Unshare.Call(Unshare.NewNet);
                RaiseLoopback();
                made = OpenFile.ReadOnly("/proc/thread-self/ns/net");
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return made ?? throw new SandboxLaunchException("A network namespace could not be made: " + failure!.Message, failure);
    }

    private static unsafe void RaiseLoopback()
    {
        using SafeFileHandle socket = new(Socket(2, 2 | 0x80000, 0), ownsHandle: true);
        byte* request = stackalloc byte[40];
        request[0] = (byte)'l';
        request[1] = (byte)'o';
        *(short*)(request + 16) = 0x41;
        if (Ioctl((int)socket.DangerousGetHandle(), SetInterfaceFlags, request) != 0)
        {
            throw LinuxException.FromLastError("ioctl(SIOCSIFFLAGS lo)");
        }
    }
}
