using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

internal static partial class Libc
{
    /// <summary>open(2), for what FileStream does not open: namespaces, folders, unnamed files.</summary>
    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial SafeFileHandle Open(string path, int flags, uint mode);
}
