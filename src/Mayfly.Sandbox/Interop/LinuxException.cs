using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Mayfly.Sandbox.Interop;

/// <summary>A native call failed. The message tells what was being done, and the kernel's reason.</summary>
internal sealed class LinuxException : IOException
{
    public LinuxException(string doing, int error)
        : base($"{doing}: {new Win32Exception(error).Message} (errno {error})") => Error = error;

    /// <summary>The kernel's errno.</summary>
    public int Error { get; }

    /// <summary>For use right after a call that sets errno.</summary>
    public static LinuxException FromLastError(string doing) => new(doing, Marshal.GetLastPInvokeError());
}
