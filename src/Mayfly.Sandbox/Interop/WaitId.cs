using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>waitid(2) on a pidfd: reaps our child and tells how it ended.</summary>
internal static class WaitId
{
    private const nint ByPidFd = 3;
    private const nint ExitedFlag = 4;
    private const nint NoHang = 1;
    private const int CodeExited = 1;

    /// <summary>How it ended; null while it lives.</summary>
    public static unsafe ProcessEnd? TryReap(SafeFileHandle pidfd)
    {
        byte* info = stackalloc byte[128];
        long* usage = stackalloc long[18];
        while (true)
        {
            new Span<byte>(info, 128).Clear();
            // the raw call, because it tells the resource usage as well
            if (Syscall.Call(SystemCalls.WaitId, ByPidFd, pidfd.DangerousGetHandle(), (nint)info, ExitedFlag | NoHang, (nint)usage) == 0)
            {
                // siginfo_t on 64-bit: si_code at 8, si_pid at 16, si_status at 24
                int pid = *(int*)(info + 16);
                int status = *(int*)(info + 24);
                bool exited = *(int*)(info + 8) == CodeExited;
                // struct rusage: user and system time as seconds and microseconds, then the peak in KiB
                TimeSpan cpu = TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]);
                return pid == 0 ? null : new ProcessEnd(exited ? status : null, exited ? null : status, new SandboxUsage(usage[4] * 1024, cpu));
            }

            if (Marshal.GetLastPInvokeError() != Errno.Eintr)
            {
                throw LinuxException.FromLastError("waitid(pidfd)");
            }
        }
    }
}
