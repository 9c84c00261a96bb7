namespace Mayfly.Bench.Load.Measures;

/// <summary>The measures in the order in which they are taken.</summary>
internal static class AllMeasures
{
    public static IReadOnlyList<IMeasure> InOrder { get; } =
    [
        new WarmLatency(),
        new WarmThroughput(),
        new PlatformCpu(),
        new PoolHitColdStart(),
        new EmptyPoolColdStart(),
        new PythonColdStart(),
        new SandboxLifetime(),
        new ColdBurst(),
        new SustainedColdStarts(),
        new DurableAccept(),
        new IdleMemory(),
        new ManyFunctions(),
    ];
}
