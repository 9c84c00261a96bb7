namespace Mayfly.Sandbox;

/// <summary>What a sandbox has used since launch.</summary>
/// <param name="PeakMemoryBytes">The most memory held at one time, bytes.</param>
/// <param name="CpuTime">CPU time of all its processes.</param>
public readonly record struct SandboxUsage(long PeakMemoryBytes, TimeSpan CpuTime);
