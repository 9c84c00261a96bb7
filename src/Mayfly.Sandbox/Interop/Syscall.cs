using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>syscall(2): the raw entry. Not variadic in glibc's implementation, which moves registers, so fixed signatures are right on x64 and arm64.</summary>
internal static partial class Syscall
{
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint Call(nint number, nint a, nint b, nint c, nint d, nint e);

    public static nint Call(nint number, nint a = 0, nint b = 0, nint c = 0, nint d = 0) => Call(number, a, b, c, d, 0);
}
