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
}
