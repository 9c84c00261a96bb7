using System.Globalization;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Launching;

/// <summary>
/// Holds a new process before its program starts (--block-fd), until its limits are in force. The child waits on a descriptor that could write to
/// the gate itself, so it never sees the gate's end: if this server is killed now, the process waits for the next start to kill it, rather than
/// run without limits.
/// </summary>
/// <param name="Wait">The child's end.</param>
/// <param name="Open">Ours: writing a byte lets the program start.</param>
internal sealed record LaunchGate(SafeFileHandle Wait, SafeFileHandle Open)
{
    public static LaunchGate Make(ScopedHandles handles)
    {
        (SafeFileHandle read, SafeFileHandle open) = handles.Keep(Pipe.Open(nonBlockingRead: false));
        SafeFileHandle wait = handles.Keep(OpenFile.ReadWrite(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{read.DangerousGetHandle()}")));
        return new LaunchGate(wait, open);
    }

    /// <summary>Opens it, once.</summary>
    public static void Release(SafeFileHandle gate)
    {
        using (gate)
        {
            WriteFd.All(gate, [1], "the sandbox's gate");
        }
    }
}
