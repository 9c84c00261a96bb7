using CsCheck;
using Mayfly.Sandbox.Cgroups;

namespace Mayfly.Sandbox.Tests.Cgroups;

public sealed class CgroupLimitsTests
{
    [Fact]
    public void One_virtual_cpu_costs_1769_megabytes()
    {
        Assert.Equal(20_000, CgroupLimits.For(1769, boosted: false, burst: false).CpuQuotaMicroseconds);
        Assert.Equal(1447, CgroupLimits.For(128, boosted: false, burst: false).CpuQuotaMicroseconds);
        Assert.Equal(128L << 20, CgroupLimits.For(128, boosted: false, burst: false).MemoryBytes);
    }

    [Fact]
    public void A_start_gets_a_whole_cpu_at_least_and_unthrottled_disks()
    {
        Assert.Equal(20_000, CgroupLimits.For(128, boosted: true, burst: false).CpuQuotaMicroseconds);
        Assert.Equal(40_000, CgroupLimits.For(3538, boosted: true, burst: false).CpuQuotaMicroseconds);
        Assert.Null(CgroupLimits.For(128, boosted: true, burst: false).BlockIoBytesPerSecond);
    }

    [Fact]
    public void Bursting_has_weights_and_no_ceiling()
    {
        CgroupLimits limits = CgroupLimits.For(3538, boosted: false, burst: true);

        Assert.Null(limits.CpuQuotaMicroseconds);
        Assert.Equal(2, limits.CpuShare);
    }

    [Fact]
    public void More_memory_never_buys_less() => Gen.Select(Gen.Int[128, 10_240], Gen.Int[128, 10_240]).Sample((a, b) =>
    {
        CgroupLimits less = CgroupLimits.For(Math.Min(a, b), boosted: false, burst: false);
        CgroupLimits more = CgroupLimits.For(Math.Max(a, b), boosted: false, burst: false);
        return less.CpuQuotaMicroseconds <= more.CpuQuotaMicroseconds && less.BlockIoBytesPerSecond <= more.BlockIoBytesPerSecond;
    });
}
