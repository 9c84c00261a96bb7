using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>memfd_create(2): bytes handed to a child by descriptor, so that they stand neither on a disk nor in /proc/PID/cmdline.</summary>
internal static partial class MemoryFile
{
    private const uint CloseOnExec = 1;

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Native(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Seek(SafeFileHandle fd, long offset, int whence);

    /// <summary>A file that holds <paramref name="content"/>, positioned at its start.</summary>
    public static SafeFileHandle Of(string name, ReadOnlySpan<byte> content)
    {
        int fd = Native(name, CloseOnExec);
        if (fd < 0)
        {
            throw LinuxException.FromLastError($"memfd_create({name})");
        }

        SafeFileHandle handle = new(fd, ownsHandle: true);
        WriteFd.All(handle, content, name);
        return Seek(handle, 0, 0) == 0 ? handle : throw LinuxException.FromLastError($"lseek({name})");
    }
}
