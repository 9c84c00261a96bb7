using Mayfly.Sandbox.Interop;

using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Scratch;

/// <summary>Files that never have a name: nobody can open them, and they vanish with their last user, even if we are killed.</summary>
internal static class ScratchFile
{
    private const int ReadWrite = 2;
    private const int CloseOnExec = 0x80000;
    private const uint OwnerOnly = 0x180;

    /// <summary>O_TMPFILE: __O_TMPFILE and O_DIRECTORY, whose numbers differ between processor families.</summary>
    private static readonly int _unnamed = 0x400000 |
        (System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? 0x4000 : 0x10000);

    public static SafeFileHandle Create(string folder)
    {
        SafeFileHandle file = Libc.Open(folder, ReadWrite | CloseOnExec | _unnamed, OwnerOnly);
        return file.IsInvalid ? throw LinuxException.FromLastError($"Making an unnamed file in {folder}") : file;
    }
}
