using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>syncfs(2): writes out everything of the file system that a file is in.</summary>
internal static class SyncFileSystem
{
    public static void Call(SafeFileHandle file)
    {
        if (Syscall.Call(SystemCalls.SyncFs, file.DangerousGetHandle()) != 0)
        {
            throw LinuxException.FromLastError("syncfs");
        }
    }
}
