using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>open(2) with O_TMPFILE: a file that never has a name. Nobody can open it, and it vanishes with its last user, even if we are killed.</summary>
internal static partial class UnnamedFile
{
    private const int ReadWrite = 2;
    private const int CloseOnExec = 0x80000;
    private const int OwnerOnly = 0x180;

    /// <summary>__O_TMPFILE and O_DIRECTORY, whose numbers differ between processor families.</summary>
    private static readonly int s_unnamed = 0x400000 | (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Native(string folder, int flags, int mode);

    public static SafeFileHandle Create(string folder)
    {
        int fd = Native(folder, ReadWrite | CloseOnExec | s_unnamed, OwnerOnly);
        return fd < 0 ? throw LinuxException.FromLastError($"Making an unnamed file in {folder}") : new SafeFileHandle(fd, ownsHandle: true);
    }
}
