namespace Mayfly.Sandbox;

/// <summary>How a sandbox's first process ended.</summary>
/// <param name="ExitCode">Its exit status, if it exited by itself.</param>
/// <param name="Signal">The signal that ended it, otherwise.</param>
/// <param name="OutOfMemory">True when the kernel killed a process of the sandbox because its memory limit was reached.</param>
public readonly record struct SandboxExit(int? ExitCode, int? Signal, bool OutOfMemory);
