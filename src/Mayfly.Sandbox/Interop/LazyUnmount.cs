using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>umount2(2): takes a mount out of sight at once; it ends when its last user does. Answers errno, 0 for success.</summary>
internal static partial class LazyUnmount
{
    private const int Detach = 2;
    private const int NoFollow = 8;

    public static int Unmount(string target) => Unmount(target, Detach | NoFollow) == 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmount(string target, int flags);
}
