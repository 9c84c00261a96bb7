using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>move_mount(2): shows a detached mount at a path of the caller's own mount namespace. The path's last link is not followed.</summary>
internal static class AttachMount
{
    private const nint AtCurrentDirectory = -100;
    private const nint FromEmptyPath = 4;

    public static void At(SafeFileHandle mount, string path)
    {
        nint empty = Marshal.StringToCoTaskMemUTF8("");
        nint target = Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            if (Syscall.Call(SystemCalls.MoveMount, mount.DangerousGetHandle(), empty, AtCurrentDirectory, target, FromEmptyPath) != 0)
            {
                throw LinuxException.FromLastError($"move_mount({path})");
            }
        }
        finally
        {
            Marshal.FreeCoTaskMem(empty);
            Marshal.FreeCoTaskMem(target);
        }
    }
}
