using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

internal static partial class Libc
{
    /// <summary>setns(2): moves the calling thread into an existing namespace. Only for threads of our own making, never pool threads.</summary>
    [LibraryImport(Library, EntryPoint = "setns", SetLastError = true)]
    internal static partial int Setns(SafeFileHandle descriptor, int kind);
}
