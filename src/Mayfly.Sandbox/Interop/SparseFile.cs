using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>lseek(2) with SEEK_DATA and SEEK_HOLE: where a file holds data.</summary>
internal static partial class SparseFile
{
    private const int SeekData = 3;
    private const int SeekHole = 4;
    private const int NoMoreData = 6;

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Native(SafeFileHandle fd, long offset, int whence);

    /// <summary>The next stretch of data at or after an offset, as start and end; null if only a hole follows.</summary>
    public static (long Start, long End)? NextData(SafeFileHandle file, long offset)
    {
        long start = Native(file, offset, SeekData);
        if (start >= 0)
        {
            return (start, Native(file, start, SeekHole));
        }

        return Marshal.GetLastPInvokeError() == NoMoreData ? null : throw LinuxException.FromLastError("lseek(SEEK_DATA)");
    }
}
