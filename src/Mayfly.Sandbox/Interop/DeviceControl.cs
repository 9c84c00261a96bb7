using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>
/// ioctl(2), with a number or an address as its argument. The function is variadic in C; on the 64-bit Linux ABIs that .NET runs on, such an
/// argument is passed alike either way.
/// </summary>
internal static partial class DeviceControl
{
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Native(SafeFileHandle fd, nuint request, nint argument);

    /// <summary>The call's result; -1 with errno set if it failed.</summary>
    public static int Try(SafeFileHandle fd, nuint request, nint argument) => Native(fd, request, argument);
}
