using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>setns(2): moves the calling thread, and no other, into a network namespace.</summary>
internal static partial class SetNs
{
    public const int NewNetwork = 0x40000000;

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int Native(SafeFileHandle fd, int kind);

    public static bool TryEnterNetwork(SafeFileHandle target) => Native(target, NewNetwork) == 0;

    public static void EnterNetwork(SafeFileHandle target)
    {
        if (!TryEnterNetwork(target))
        {
            throw LinuxException.FromLastError("Entering a network namespace (needs root)");
        }
    }
}
