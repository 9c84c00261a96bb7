using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>pidfd_open(2) and pidfd_send_signal(2): a process by descriptor, which never names another that got its number later.</summary>
internal static class PidFd
{
    /// <summary>A descriptor that becomes readable when the process ends; null when there is no such process.</summary>
    public static SafeFileHandle? TryOpen(int pid)
    {
        nint fd = Syscall.Call(SystemCalls.PidfdOpen, pid);
        if (fd >= 0)
        {
            return new SafeFileHandle(fd, ownsHandle: true);
        }

        return Marshal.GetLastPInvokeError() == Errno.Esrch ? null : throw LinuxException.FromLastError($"pidfd_open(pid {pid})");
    }

    /// <summary>Sends a signal; a process that is gone already is no error.</summary>
    public static void Send(SafeFileHandle pidfd, int signal)
    {
        bool held = false;
        try
        {
            pidfd.DangerousAddRef(ref held);
            if (Syscall.Call(SystemCalls.PidfdSendSignal, pidfd.DangerousGetHandle(), signal) != 0 && Marshal.GetLastPInvokeError() != Errno.Esrch)
            {
                throw LinuxException.FromLastError($"pidfd_send_signal({signal})");
            }
        }
        finally
        {
            if (held)
            {
                pidfd.DangerousRelease();
            }
        }
    }
}
