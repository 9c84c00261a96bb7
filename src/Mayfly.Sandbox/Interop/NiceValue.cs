using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>setpriority(2), of the calling thread alone: Linux keeps a nice value for each thread.</summary>
internal static partial class NiceValue
{
    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    private static partial int Native(int which, uint who, int nice);

    /// <summary>Lowering it again needs root.</summary>
    public static bool TrySet(int nice) => Native(0, 0, nice) == 0;
}
