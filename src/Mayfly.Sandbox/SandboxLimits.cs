namespace Mayfly.Sandbox;

/// <summary>A function's size. Everything else (CPU, I/O, network) follows from the memory, see <see cref="ResourceShares"/>.</summary>
/// <param name="MemoryMb">128 to 10,240.</param>
/// <param name="EphemeralStorageMb">Size of /tmp, 512 to 10,240.</param>
public sealed record SandboxLimits(int MemoryMb, int EphemeralStorageMb);
