using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>kill(2), for process groups (a negative number) and for what is only known by number.</summary>
internal static partial class KillProcess
{
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Native(int pid, int signal);

    /// <summary>False when there is no such process.</summary>
    public static bool Send(int pid, int signal)
    {
        if (Native(pid, signal) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == Errno.Esrch ? false : throw LinuxException.FromLastError($"kill({pid}, {signal})");
    }
}
