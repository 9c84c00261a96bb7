using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>mount_setattr(2) on a whole detached tree, in one step: no moment at which it is attached but writable.</summary>
internal static class MountSetAttr
{
    public const ulong ReadOnly = 1;
    public const ulong NoSetUserId = 2;
    public const ulong NoDevices = 4;

    private const nint EmptyPath = 0x1000;
    private const nint Recursive = 0x8000;

    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public ulong Set;
        public ulong Clear;
        public ulong Propagation;
        public ulong UserNamespace;
    }

    public static unsafe void Apply(SafeFileHandle tree, ulong flags)
    {
        const ulong Private = 1 << 18;
        Attributes attributes = new() { Set = flags, Propagation = Private };
        byte empty = 0;
        bool held = false;
        try
        {
            tree.DangerousAddRef(ref held);
            if (Syscall.Call(SystemCalls.MountSetAttr, tree.DangerousGetHandle(), (nint)(&empty), EmptyPath | Recursive, (nint)(&attributes), sizeof(Attributes)) != 0)
            {
                throw LinuxException.FromLastError($"mount_setattr(0x{flags:x})");
            }
        }
        finally
        {
            if (held)
            {
                tree.DangerousRelease();
            }
        }
    }
}
