using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>waitid(2) on a pidfd: reaps our child and tells how it ended.</summary>
internal static partial class WaitId
{
    private const int ByPidFd = 3;
    private const int ExitedFlag = 4;
    private const int NoHang = 1;
    private const int CodeExited = 1;

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static unsafe partial int Native(int kind, SafeFileHandle id, byte* info, int options);

    /// <summary>The exit status, or the signal that ended it; null while it lives.</summary>
    public static unsafe (int? ExitCode, int? Signal)? TryReap(SafeFileHandle pidfd)
    {
        byte* info = stackalloc byte[128];
        while (true)
        {
            new Span<byte>(info, 128).Clear();
            if (Native(ByPidFd, pidfd, info, ExitedFlag | NoHang) == 0)
            {
                // siginfo_t on 64-bit: si_code at 8, si_pid at 16, si_status at 24
                int pid = *(int*)(info + 16);
                int status = *(int*)(info + 24);
                return pid == 0 ? null : *(int*)(info + 8) == CodeExited ? (status, null) : (null, status);
            }

            if (Marshal.GetLastPInvokeError() != Errno.Eintr)
            {
                throw LinuxException.FromLastError("waitid(pidfd)");
            }
        }
    }
}
