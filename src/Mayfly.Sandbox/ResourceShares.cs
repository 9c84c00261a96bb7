namespace Mayfly.Sandbox;

/// <summary>
/// What a memory size buys besides memory. AWS documents one vCPU at 1,769 MB and proportional CPU below and above; block I/O and network
/// rates follow the same line here.
/// </summary>
public static class ResourceShares
{
    /// <summary>Memory that buys one whole vCPU, in MB: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html</summary>
    public const int MemoryMbPerVirtualCpu = 1769;

    /// <summary>vCPUs, as a fraction.</summary>
    public static double VirtualCpus(int memoryMb) => (double)memoryMb / MemoryMbPerVirtualCpu;

    /// <summary>
    /// Bytes that may be read from each disk in a second, and as many written. Never below 64 MB, because a cold interpreter of a hundred megabytes is
    /// read through this too.
    /// </summary>
    public static long BlockIoBytesPerSecond(int memoryMb) => (long)(Math.Max(64, 256 * VirtualCpus(memoryMb)) * 1048576);
}
