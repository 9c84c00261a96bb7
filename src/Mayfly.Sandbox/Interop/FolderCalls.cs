using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>
/// The calls that make and remove what stands directly in an open folder. Names are bytes, as the kernel has them (a file's name need not be UTF-8), each ended by a zero byte and
/// without a slash; none follows a link of that name. Each answers errno, 0 for success, unless it opens something.
/// </summary>
internal static partial class FolderCalls
{
    private const int CloseOnExec = 0x80000;
    private const int NewFile = 0x01 | 0x40 | 0x80;
    private const int RemoveFolder = 0x200;
    private const int LinkItself = 0x100;
    private const int OwnerOnly = 0x180;

    private static readonly int s_folder = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;
    private static readonly int s_noFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;

    public static int MakeFolder(SafeFileHandle folder, ReadOnlySpan<byte> name) => Errno(MkdirAt(folder, name, 0x1ED));

    public static int MakeLink(SafeFileHandle folder, ReadOnlySpan<byte> name, ReadOnlySpan<byte> target) => Errno(SymlinkAt(target, folder, name));

    /// <summary>One more name for a file, or for a symbolic link itself.</summary>
    public static int MakeHardLink(SafeFileHandle existingFolder, ReadOnlySpan<byte> existing, SafeFileHandle folder, ReadOnlySpan<byte> name) =>
        Errno(LinkAt(existingFolder, existing, folder, name, 0));

    public static int RemoveFile(SafeFileHandle folder, ReadOnlySpan<byte> name) => Errno(UnlinkAt(folder, name, 0));

    public static int RemoveEmptyFolder(SafeFileHandle folder, ReadOnlySpan<byte> name) => Errno(UnlinkAt(folder, name, RemoveFolder));

    /// <summary>Moves something into another folder.</summary>
    public static int Move(SafeFileHandle folder, ReadOnlySpan<byte> name, SafeFileHandle newFolder, ReadOnlySpan<byte> newName) => Errno(RenameAt(folder, name, newFolder, newName));

    public static int SetMode(SafeFileHandle file, UnixFileMode mode) => Errno(Fchmod(file, (int)mode));

    /// <summary>Sets when something, or a link itself, was changed last.</summary>
    public static int SetTime(SafeFileHandle folder, ReadOnlySpan<byte> name, long unixSeconds) =>
        Errno(UtimensAt(folder, name, [unixSeconds, 0, unixSeconds, 0], LinkItself));

    /// <summary>A new file, open for writing; null with <paramref name="error"/> where it could not be made.</summary>
    public static SafeFileHandle? TryMakeFile(SafeFileHandle folder, ReadOnlySpan<byte> name, out int error) => Open(folder, name, NewFile | CloseOnExec, OwnerOnly, out error);

    /// <summary>A folder, open for reading; null with <paramref name="error"/> where the name is of something else.</summary>
    public static SafeFileHandle? TryOpenFolder(SafeFileHandle folder, ReadOnlySpan<byte> name, out int error) => Open(folder, name, s_folder | s_noFollow | CloseOnExec, 0, out error);

    private static SafeFileHandle? Open(SafeFileHandle folder, ReadOnlySpan<byte> name, int flags, int mode, out int error)
    {
        int fd = OpenAt(folder, name, flags, mode);
        error = fd < 0 ? Marshal.GetLastPInvokeError() : 0;
        return fd < 0 ? null : new SafeFileHandle(fd, ownsHandle: true);
    }

    private static int Errno(int result) => result == 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAt(SafeFileHandle folder, ReadOnlySpan<byte> name, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    private static partial int MkdirAt(SafeFileHandle folder, ReadOnlySpan<byte> name, int mode);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true)]
    private static partial int SymlinkAt(ReadOnlySpan<byte> target, SafeFileHandle folder, ReadOnlySpan<byte> name);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true)]
    private static partial int LinkAt(SafeFileHandle existingFolder, ReadOnlySpan<byte> existing, SafeFileHandle folder, ReadOnlySpan<byte> name, int flags);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    private static partial int UnlinkAt(SafeFileHandle folder, ReadOnlySpan<byte> name, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    private static partial int RenameAt(SafeFileHandle folder, ReadOnlySpan<byte> name, SafeFileHandle newFolder, ReadOnlySpan<byte> newName);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    private static partial int Fchmod(SafeFileHandle file, int mode);

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true)]
    private static partial int UtimensAt(SafeFileHandle folder, ReadOnlySpan<byte> name, ReadOnlySpan<long> times, int flags);
}
