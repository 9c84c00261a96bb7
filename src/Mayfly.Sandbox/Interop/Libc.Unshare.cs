using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

internal static partial class Libc
{
    /// <summary>unshare(2): moves the calling thread into namespaces of its own.</summary>
    [LibraryImport(Library, EntryPoint = "unshare", SetLastError = true)]
    internal static partial int Unshare(int flags);
}
