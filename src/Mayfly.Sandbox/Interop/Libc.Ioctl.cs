using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

internal static partial class Libc
{
    /// <summary>ioctl(2) on a device or file, with a value or an address as its argument.</summary>
    /// <remarks>ioctl is variadic in C; on the 64-bit Linux ABIs that .NET runs on, an integer or pointer is passed alike either way.</remarks>
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Ioctl(SafeFileHandle descriptor, nuint request, nint argument);
}
