using System.Diagnostics;
using Mayfly.Sandbox.Cgroups;

namespace Mayfly.Sandbox.Tests.Cgroups;

/// <summary>What a killed server leaves, made by hand, and a new start of the same instance.</summary>
[Collection(nameof(SharedHost))]
public sealed class CgroupLeftoversTests(HostFixture fixture)
{
    [Fact]
    public async Task A_frozen_sandbox_of_a_killed_server_is_killed_and_its_cgroups_removed()
    {
        SandboxHostOptions options = fixture.Options("orphans");
        Directory.CreateDirectory(options.RuntimeDirectory);
        CgroupV1Hierarchy hierarchy = new(CgroupLayout.OfThisProcess().V1, options.Instance, []);
        Assert.SkipUnless(hierarchy.Complete, "This machine has no v1 controllers.");
        ICgroup cgroup = hierarchy.Create("77");
        using Process orphan = Process.Start("/usr/bin/sleep", "9191");
        cgroup.Join(orphan.Id);
        cgroup.Freeze();
        await File.WriteAllLinesAsync(Path.Combine(options.RuntimeDirectory, "cgroups"), hierarchy.Bases, TestContext.Current.CancellationToken);

        int count = CgroupLeftovers.Remove(options.RuntimeDirectory, hierarchy.Bases);

        await orphan.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + 9, orphan.ExitCode);
        Assert.Equal(1, count);
        Assert.Empty(Machine.Cgroups(options.RuntimeDirectory));
        Assert.Equal(0, CgroupLeftovers.Remove(options.RuntimeDirectory, hierarchy.Bases));
    }
}
