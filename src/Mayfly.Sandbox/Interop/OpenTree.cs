using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>open_tree(2): a detached copy of a mount, which belongs to no namespace until it is moved into one.</summary>
internal static class OpenTree
{
    private const nint AtCurrentDirectory = -100;
    private const nint Clone = 1;
    private const nint CloseOnExec = 0x80000;
    private const nint Recursive = 0x8000;

    public static SafeFileHandle CloneOf(string path, bool recursive)
    {
        nint name = Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            nint fd = Syscall.Call(SystemCalls.OpenTree, AtCurrentDirectory, name, Clone | CloseOnExec | (recursive ? Recursive : 0));
            return fd < 0 ? throw LinuxException.FromLastError($"open_tree({path})") : new SafeFileHandle(fd, ownsHandle: true);
        }
        finally
        {
            Marshal.FreeCoTaskMem(name);
        }
    }
}
