using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>fchown(2).</summary>
internal static partial class ChangeOwner
{
    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    private static partial int Native(SafeFileHandle fd, uint uid, uint gid);

    public static void Call(SafeFileHandle handle, uint id)
    {
        if (Native(handle, id, id) != 0)
        {
            throw LinuxException.FromLastError($"fchown({id})");
        }
    }
}
