using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

internal static partial class Libc
{
    /// <summary>mount(2).</summary>
    [LibraryImport(Library, EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Mount(string source, string target, string? fileSystem, ulong flags, string? data);
}
