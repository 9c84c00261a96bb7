using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>linkat(2): one more name for a file, or for a symbolic link itself.</summary>
internal static partial class HardLink
{
    private const int CurrentDirectory = -100;

    public static void Make(string existing, string path)
    {
        if (Link(CurrentDirectory, existing, CurrentDirectory, path, 0) != 0)
        {
            throw LinuxException.FromLastError($"linkat({existing}, {path})");
        }
    }

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(int existingFolder, string existing, int folder, string path, int flags);
}
