using System.Runtime.InteropServices;

namespace Mayfly.Bench.Load.Processes;

/// <summary>kill(2). Only ever called with ids of processes that the bench has started.</summary>
internal static partial class KillProcess
{
    public const int Terminate = 15;
    public const int Kill = 9;

    public static void Signal(int processId, int signal) => _ = Call(processId, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Call(int processId, int signal);
}
