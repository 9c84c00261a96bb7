using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

internal static partial class Libc
{
    /// <summary>lseek(2), to find where a sparse file holds data.</summary>
    [LibraryImport(Library, EntryPoint = "lseek", SetLastError = true)]
    internal static partial long Seek(SafeFileHandle file, long offset, int whence);
}
