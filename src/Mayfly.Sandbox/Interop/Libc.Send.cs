using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

internal static partial class Libc
{
    /// <summary>send(2).</summary>
    [LibraryImport(Library, EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(SafeFileHandle socket, ReadOnlySpan<byte> buffer, nint length, int flags);
}
