using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

internal static partial class Libc
{
    /// <summary>setpriority(2): with which = 0 and who = 0 the nice value of the calling thread alone.</summary>
    [LibraryImport(Library, EntryPoint = "setpriority", SetLastError = true)]
    internal static partial int SetPriority(int which, uint who, int nice);
}
