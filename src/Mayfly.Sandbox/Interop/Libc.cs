namespace Mayfly.Sandbox.Interop;

/// <summary>The native calls this project makes, one a file (<c>Libc.Mount.cs</c> …), all of them in the C library.</summary>
internal static partial class Libc
{
    private const string Library = "libc";
}
