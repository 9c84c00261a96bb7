namespace Mayfly.Sandbox;

/// <summary>
/// What a memory size buys besides memory. AWS documents one vCPU at 1,769 MB and proportional CPU below and above; block I/O and network
/// rates follow the same line here.
/// </summary>
public static class ResourceShares
{
    /// <summary>Memory that buys one whole vCPU, in MB: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html</summary>
    public const int MemoryMbPerVirtualCpu = 1769;

    /// <summary>
    /// Bits a second, each way, between a sandbox and the outside. AWS promises no number; measurements of Lambda have found about 600 Mbit/s at
    /// most from one environment, and less for small ones, so one vCPU's memory buys 600 Mbit/s here. No function gets less than 64 Mbit/s: the
    /// smallest must still fetch its data within AWS's short init phase.
    /// </summary>
    public static long NetworkBitsPerSecond(int memoryMb) => Math.Max(64_000_000, 600_000_000L * memoryMb / MemoryMbPerVirtualCpu);

    /// <summary>vCPUs, as a fraction.</summary>
    public static double VirtualCpus(int memoryMb) => (double)memoryMb / MemoryMbPerVirtualCpu;

    /// <summary>
    /// Bytes that may be read from each disk in a second, and as many written. Never below 64 MB, because a cold interpreter of a hundred megabytes is
    /// read through this too.
    /// </summary>
    public static long BlockIoBytesPerSecond(int memoryMb) => (long)(Math.Max(64, 256 * VirtualCpus(memoryMb)) * 1048576);
}
