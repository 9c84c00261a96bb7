using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>mount(2) for a new tmpfs. Answers errno, 0 for success.</summary>
internal static partial class MemoryMount
{
    private const ulong NoSetUserId = 2;
    private const ulong NoDevices = 4;

    public static int Mount(string target, string options) =>
        Mount("mayfly", target, "tmpfs", NoSetUserId | NoDevices, options) == 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Mount(string source, string target, string type, ulong flags, string data);
}
