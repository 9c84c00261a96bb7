using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Launching;

/// <summary>A sandbox's processes, held before its program starts, and our ends of what connects us.</summary>
/// <param name="Launcher">The bubblewrap process outside: our child, which ends when the sandbox does and passes on its exit status.</param>
/// <param name="InitPid">Process 1 of the sandbox, by its number outside.</param>
/// <param name="Init">The same by descriptor. When it dies the kernel kills everything in the sandbox.</param>
/// <param name="Gate">Writing a byte lets the program start.</param>
/// <param name="Hold">What a held program waits at after that; null for others.</param>
internal sealed record LaunchedProcesses(
    SafeFileHandle Launcher,
    int InitPid,
    SafeFileHandle Init,
    SafeFileHandle Gate,
    SafeFileHandle Console,
    SafeFileHandle Telemetry,
    Socket RuntimeApiListener,
    ProgramHold? Hold);
