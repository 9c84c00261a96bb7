using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

internal static partial class Libc
{
    /// <summary>umount2(2).</summary>
    [LibraryImport(Library, EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unmount(string target, int flags);
}
