namespace Mayfly.Sandbox.Interop;

/// <summary>How a child ended.</summary>
/// <param name="ExitCode">Its exit status, if it exited by itself.</param>
/// <param name="Signal">The signal that ended it, otherwise.</param>
/// <param name="Usage">What it, and those of its children that it waited for, used.</param>
internal sealed record ProcessEnd(int? ExitCode, int? Signal, SandboxUsage Usage);
