using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>umask(2): of the calling thread alone, once it has unshared CLONE_FS.</summary>
internal static partial class FileModeMask
{
    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Native(uint mask);

    /// <summary>022, whatever the server was started with: others may read, none but the owner may write.</summary>
    public static void SetUsual() => _ = Native(0x12);
}
