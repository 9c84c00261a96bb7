using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>unshare(2), on the calling thread.</summary>
internal static partial class Unshare
{
    /// <summary>A root and working directory of the thread's own: a mount namespace may be changed only by a thread that shares them with no other.</summary>
    public const int Fs = 0x00000200;
    public const int NewNs = 0x00020000;
    public const int NewNet = 0x40000000;

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Native(int flags);

    public static void Call(int flags)
    {
        if (Native(flags) != 0)
        {
            throw LinuxException.FromLastError($"unshare(0x{flags:x})");
        }
    }
}
