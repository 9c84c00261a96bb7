namespace Mayfly.Sandbox.Cgroups;

/// <summary>The numbers of one sandbox's cgroup.</summary>
/// <param name="MemoryBytes">Anonymous memory, page cache and kernel memory together; swap is not given.</param>
/// <param name="CpuShare">vCPUs, as a fraction: the weight against other sandboxes.</param>
/// <param name="CpuCeiling">vCPUs, as a fraction: the hard ceiling; null for none.</param>
/// <param name="BlockIoBytesPerSecond">Read, and as much written, per second on each device; null for no ceiling.</param>
internal sealed record CgroupLimits(long MemoryBytes, double CpuShare, double? CpuCeiling, long? BlockIoBytesPerSecond)
{
    /// <summary>AWS documents 1,024 processes and threads.</summary>
    public const int Processes = 1024;

    /// <summary>
    /// Over this time the CPU ceiling is accounted. Short, so that a small function is not stopped for long at a stretch (the kernel's usual
    /// 100 ms would stop a 128 MB one for 93 ms), and long enough for the kernel's smallest quota of 1 ms.
    /// </summary>
    public const int CpuPeriodMicroseconds = 20_000;

    /// <summary>What a memory size buys.</summary>
    /// <param name="boosted">True while a runtime starts: a whole vCPU at least, as on AWS, and block I/O unthrottled.</param>
    /// <param name="burst">True when there is no ceiling on the CPU at all.</param>
    public static CgroupLimits For(int memoryMb, bool boosted, bool burst)
    {
        double cpus = ResourceShares.VirtualCpus(memoryMb);
        double given = boosted ? Math.Max(cpus, 1) : cpus;
        return new CgroupLimits(memoryMb * 1048576L, given, burst ? null : given, boosted ? null : ResourceShares.BlockIoBytesPerSecond(memoryMb));
    }

    public long? CpuQuotaMicroseconds => CpuCeiling is { } ceiling ? Math.Max(1000, (long)(ceiling * CpuPeriodMicroseconds)) : null;
}
