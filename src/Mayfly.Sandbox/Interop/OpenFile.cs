using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>open(2) for what is no ordinary file: namespaces, cgroup files, devices. Always close-on-exec.</summary>
internal static partial class OpenFile
{
    private const int CloseOnExec = 0x80000;
    private const int WriteOnlyFlag = 1;
    private const int ReadWriteFlag = 2;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Native(string path, int flags, int mode);

    public static SafeFileHandle ReadOnly(string path) => Open(path, 0);

    public static SafeFileHandle WriteOnly(string path) => Open(path, WriteOnlyFlag);

    public static SafeFileHandle ReadWrite(string path) => Open(path, ReadWriteFlag);

    private static SafeFileHandle Open(string path, int flags)
    {
        int fd = Native(path, flags | CloseOnExec, 0);
        return fd < 0 ? throw LinuxException.FromLastError($"open({path})") : new SafeFileHandle(fd, ownsHandle: true);
    }
}
