using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>mount(2) for a read-only overlay of several folders. Answers errno, 0 for success.</summary>
internal static partial class OverlayMount
{
    private const ulong ReadOnly = 1;
    private const ulong NoSetUserId = 2;
    private const ulong NoDevices = 4;

    /// <param name="target">An empty folder.</param>
    /// <param name="folders">The first covers the others.</param>
    public static int Mount(string target, IEnumerable<string> folders) =>
        Mount("mayfly", target, "overlay", ReadOnly | NoSetUserId | NoDevices, "lowerdir=" + string.Join(':', folders.Select(Escape))) == 0
            ? 0
            : Marshal.GetLastPInvokeError();

    private static string Escape(string path) =>
        path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Mount(string source, string target, string type, ulong flags, string data);
}
