using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>openat2(2): opens a path that somebody else chose, within a folder taken for the root: links and ".." lead nowhere outside, mounts and magic links nowhere at all.</summary>
internal static class OpenAt2
{
    private const nint Number = 437;
    private const ulong PathOnly = 0x200000;
    private const ulong CloseOnExec = 0x80000;
    private const ulong NoCrossing = 0x01;
    private const ulong NoMagicLinks = 0x02;
    private const ulong InRoot = 0x10;

    // O_DIRECTORY and O_NOFOLLOW, whose numbers differ between processor families
    private static readonly ulong s_folder = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000u : 0x10000u;
    private static readonly ulong s_noFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000u : 0x20000u;

    [StructLayout(LayoutKind.Sequential)]
    private struct How
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    /// <summary>A handle that names what is there, without opening it; null with <paramref name="error"/> where there is nothing.</summary>
    /// <param name="root">The folder that is taken for the root.</param>
    /// <param name="path">Relative to it; ends with a zero byte.</param>
    /// <param name="folder">Whether it must be a folder.</param>
    /// <param name="follow">Whether a link at its end is followed.</param>
    /// <param name="error">The kernel's errno.</param>
    public static unsafe SafeFileHandle? TryLocate(SafeFileHandle root, ReadOnlySpan<byte> path, bool folder, bool follow, out int error)
    {
        How how = new() { Flags = PathOnly | CloseOnExec | (folder ? s_folder : 0) | (follow ? 0 : s_noFollow), Resolve = NoCrossing | NoMagicLinks | InRoot };
        bool held = false;
        try
        {
            root.DangerousAddRef(ref held);
            fixed (byte* name = path)
            {
                while (true)
                {
                    nint fd = Syscall.Call(Number, root.DangerousGetHandle(), (nint)name, (nint)(&how), sizeof(How));
                    error = fd < 0 ? Marshal.GetLastPInvokeError() : 0;

                    // The kernel is not sure of a ".." while something is renamed somewhere on the machine: it is to be asked again.
                    if (error != Errno.Eagain)
                    {
                        return fd < 0 ? null : new SafeFileHandle(fd, ownsHandle: true);
                    }
                }
            }
        }
        finally
        {
            if (held)
            {
                root.DangerousRelease();
            }
        }
    }
}
