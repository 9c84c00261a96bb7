using Mayfly.Bench.Micro;

// Needs root and bubblewrap. Prints what the parts of a sandbox's life cost on this machine; absolute times mean nothing elsewhere.
// With "burst": only bursts of launches, to be looked at with a profiler.
await using SandboxMeasures measures = await SandboxMeasures.StartAsync();
if (args is ["burst"])
{
    for (int i = 0; i < 5; i++)
    {
        await measures.BurstAsync(100);
    }
}
else
{
    await measures.PrintAsync();
}
