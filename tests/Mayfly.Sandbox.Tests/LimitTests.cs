using System.Globalization;

namespace Mayfly.Sandbox.Tests;

[Collection(nameof(SharedHost))]
public sealed class LimitTests(HostFixture fixture)
{
    [Fact]
    public async Task Tmp_has_the_size_asked_for_and_no_more_can_be_written()
    {
        (_, string output) = await fixture.RunAsync("head -c 700M /dev/zero 2>&1 > /tmp/big; stat -c %s /tmp/big", memoryMb: 2048);

        Assert.Contains("No space left on device", output, StringComparison.Ordinal);
        Assert.InRange(long.Parse(output.Trim().Split('\n')[^1], CultureInfo.InvariantCulture), 512L << 20, 540L << 20);
    }

    [Fact]
    public async Task Processes_are_limited_and_the_sandbox_lives_on()
    {
        (SandboxExit exit, string output) = await fixture.RunAsync("for i in $(seq 1100); do sleep 100 & done; true", memoryMb: 2048);

        // dash gives up when it cannot fork
        Assert.Equal(2, exit.ExitCode);
        Assert.Contains("Cannot fork", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_memory_hog_harms_no_neighbour()
    {
        RecordedOutput output = new();
        await using ISandbox neighbour = await fixture.Host.LaunchAsync(HostFixture.Shell("while read -r line; do :; done < /dev/zero & sleep 1000", output), TestContext.Current.CancellationToken);
        (SandboxExit hog, _) = await fixture.RunAsync("exec /usr/bin/tail /dev/zero", memoryMb: 128);

        Assert.True(hog.OutOfMemory);
        Assert.False(neighbour.Exited.IsCompleted);
        Assert.InRange(neighbour.Usage().PeakMemoryBytes, 1, 64 << 20);
    }

    [Fact]
    public async Task Usage_tells_the_peak_and_the_time_also_after_the_end()
    {
        RecordedOutput output = new();
        ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell("head -c 100M /dev/zero | tail -c 100M > /dev/null", output, 512), TestContext.Current.CancellationToken);
        await sandbox.Exited;
        SandboxUsage before = sandbox.Usage();
        await sandbox.DisposeAsync();

        Assert.InRange(before.PeakMemoryBytes, 90L << 20, 512L << 20);
        Assert.True(before.CpuTime > TimeSpan.Zero);
        Assert.Equal(before.PeakMemoryBytes, sandbox.Usage().PeakMemoryBytes);

        // process 1 ends after the program, and its last moments count too
        Assert.True(sandbox.Usage().CpuTime >= before.CpuTime);
    }

    [Fact]
    public async Task The_cpu_ceiling_comes_with_the_end_of_the_boost()
    {
        RecordedOutput output = new();
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell("exec sleep 1000", output, 885), TestContext.Current.CancellationToken);
        string cpu = Assert.Single(Machine.PopulatedCgroups(fixture.RuntimeDirectory), directory => File.Exists(Path.Combine(directory, "cpu.cfs_quota_us")));
        string boosted = await File.ReadAllTextAsync(Path.Combine(cpu, "cpu.cfs_quota_us"), TestContext.Current.CancellationToken);
        sandbox.EndStartBoost();
        string settled = await File.ReadAllTextAsync(Path.Combine(cpu, "cpu.cfs_quota_us"), TestContext.Current.CancellationToken);

        Assert.Equal("20000", boosted.Trim());
        Assert.Equal("10005", settled.Trim());
    }

    [Fact]
    public async Task Freezing_stops_everything_inside_and_thawing_lets_it_go_on()
    {
        RecordedOutput output = new();
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell("echo ready; while :; do sleep 0.01; done", output), TestContext.Current.CancellationToken);
        await output.Until(text => text.Contains("ready", StringComparison.Ordinal));
        string freezer = Path.Combine(Assert.Single(Machine.PopulatedCgroups(fixture.RuntimeDirectory), directory => File.Exists(Path.Combine(directory, "freezer.state"))), "freezer.state");

        sandbox.Freeze();
        sandbox.Freeze();
        string state = "";
        while ((state = await File.ReadAllTextAsync(freezer, TestContext.Current.CancellationToken)) == "FREEZING\n")
        {
            await Task.Yield();
        }

        Assert.Equal("FROZEN\n", state);
        TimeSpan before = sandbox.Usage().CpuTime;
        Assert.Equal(before, sandbox.Usage().CpuTime);
        sandbox.Thaw();
        sandbox.Thaw();
        Assert.Equal("THAWED\n", await File.ReadAllTextAsync(freezer, TestContext.Current.CancellationToken));
        while (sandbox.Usage().CpuTime == before)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_frozen_sandbox_can_be_disposed()
    {
        RecordedOutput output = new();
        ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell("exec sleep 3000", output), TestContext.Current.CancellationToken);
        sandbox.Freeze();

        await sandbox.DisposeAsync();

        Assert.Equal(9, (await sandbox.Exited).Signal);
        Assert.Empty(Machine.ProcessesWith("sleep\03000\0"));
    }
}
