using Mayfly.Sandbox.Interop;

namespace Mayfly.Sandbox.Launching;

/// <summary>Reads how a program ended out of how bubblewrap did.</summary>
internal static class BubblewrapExit
{
    /// <summary>bubblewrap passes a signal on as shells do: 128 and its number.</summary>
    public static SandboxExit Of(ProcessEnd end, bool outOfMemory) => end.ExitCode is > 128 and <= 192
        ? new SandboxExit(null, end.ExitCode - 128, outOfMemory)
        : new SandboxExit(end.ExitCode, end.Signal, outOfMemory);
}
