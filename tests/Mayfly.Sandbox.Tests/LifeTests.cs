namespace Mayfly.Sandbox.Tests;

[Collection(nameof(SharedHost))]
public sealed class LifeTests(HostFixture fixture)
{
    [Fact]
    public async Task Specialising_brings_code_and_layers_into_a_live_sandbox_read_only()
    {
        string code = Directory.CreateDirectory(Path.Combine(fixture.Directory, "code")).FullName;
        string layer = Directory.CreateDirectory(Path.Combine(fixture.Directory, "layer")).FullName;
        await File.WriteAllTextAsync(Path.Combine(code, "handler"), "the code", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(layer, "library"), "the layer", TestContext.Current.CancellationToken);
        RecordedOutput output = new();
        const string Script = "exec 9<>/dev/tcp/127.0.0.1/9001; ls /var/task /opt; echo >&9; read -r go <&9; cat /var/task/handler /opt/library; echo x > /var/task/x || echo refused; df -m --output=size /tmp";
        SandboxSpec spec = HostFixture.Shell("", output) with { Command = ["/bin/bash", "-c", Script], WorkingDirectory = "/" };
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(spec, TestContext.Current.CancellationToken);
        using System.Net.Sockets.Socket peer = await sandbox.RuntimeApiListener.AcceptAsync(TestContext.Current.CancellationToken);
        await peer.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken);
        Assert.True(fixture.Host.CanSpecialise);

        sandbox.Specialise(new SandboxLimits(512, 1024), [new SandboxMount(code, "/var/task"), new SandboxMount(layer, "/opt")]);
        await peer.SendAsync("\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await sandbox.Exited;

        Assert.Contains("the codethe layer", output.Console, StringComparison.Ordinal);
        Assert.Contains("refused", output.Console, StringComparison.Ordinal);
        Assert.InRange(int.Parse(output.Console.Trim().Split('\n')[^1], null), 1024, 1100);
        Assert.False(File.Exists(Path.Combine(code, "x")));
    }

    [Fact]
    public async Task Mounts_may_stand_at_places_of_their_own_and_come_from_folders_that_only_root_can_enter()
    {
        string hidden = Path.Combine(fixture.Directory, "hidden");
        Directory.CreateDirectory(hidden, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string pack = Directory.CreateDirectory(Path.Combine(hidden, "pack")).FullName;
        await File.WriteAllTextAsync(Path.Combine(pack, "file"), "seen", TestContext.Current.CancellationToken);

        (_, string output) = await fixture.RunAsync("cat /opt2/lang/file; ls -ld /var/runtime", 256, new SandboxMount(pack, "/opt2/lang"), new SandboxMount(pack, "/var/runtime"));

        Assert.StartsWith("seen", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_a_launch_error_that_names_it()
    {
        SandboxSpec spec = HostFixture.Shell("true", new RecordedOutput()) with { Mounts = [new SandboxMount("/no/such/folder", "/var/task")] };

        SandboxLaunchException exception = await Assert.ThrowsAsync<SandboxLaunchException>(() => fixture.Host.LaunchAsync(spec, TestContext.Current.CancellationToken));

        Assert.Contains("/no/such/folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_disposes_second_waits_for_the_end_as_well()
    {
        ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell("sleep 60", new RecordedOutput()), TestContext.Current.CancellationToken);

        Task first = sandbox.DisposeAsync().AsTask();
        Task second = sandbox.DisposeAsync().AsTask();
        await second;

        Assert.True(first.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_signal_reaches_the_runtime_and_nobody_else()
    {
        RecordedOutput output = new();
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell("trap 'echo term; exit 3' TERM; echo ready; while :; do sleep 0.01; done", output), TestContext.Current.CancellationToken);
        await output.Until(text => text.Contains("ready", StringComparison.Ordinal));

        sandbox.Signal(15);

        Assert.Equal(new SandboxExit(3, null, false), await sandbox.Exited);
        Assert.Equal("ready\nterm\n", output.Console);
        sandbox.Signal(15);
    }

    [Fact]
    public async Task A_runtime_killed_by_a_signal_is_reported_so()
    {
        (SandboxExit exit, _) = await fixture.RunAsync("kill -SEGV $$");

        Assert.Equal(new SandboxExit(null, 11, false), exit);
    }

    [Fact]
    public async Task Disposing_kills_what_has_left_its_session_and_ignores_signals()
    {
        RecordedOutput output = new();
        ISandbox sandbox = await fixture.Host.LaunchAsync(
            HostFixture.Shell("trap '' TERM INT HUP; setsid sh -c 'trap \"\" TERM HUP; sleep 4242; :' & setsid sleep 4243 & echo ready; wait", output), TestContext.Current.CancellationToken);
        await output.Until(text => text.Contains("ready", StringComparison.Ordinal));

        await sandbox.DisposeAsync();
        await sandbox.DisposeAsync();

        Assert.Empty(Machine.ProcessesWith("sleep\04242\0"));
        Assert.Empty(Machine.ProcessesWith("sleep\04243\0"));
    }

    [Fact]
    public async Task When_the_first_process_ends_what_it_started_ends_too()
    {
        (SandboxExit exit, _) = await fixture.RunAsync("setsid sleep 4244 & exit 0");

        Assert.Equal(0, exit.ExitCode);
        Assert.Empty(Machine.ProcessesWith("sleep\04244\0"));
    }

    [Fact]
    public async Task Fifty_launched_and_disposed_leave_nothing_behind()
    {
        await LaunchAndDisposeAsync(10);
        int children = Machine.Children(), mounts = Machine.Mounts();
        int files = Machine.OpenFiles();

        await LaunchAndDisposeAsync(50);

        Assert.Equal(children, Machine.Children());
        Assert.Equal(mounts, Machine.Mounts());
        Assert.Empty(Machine.PopulatedCgroups(fixture.RuntimeDirectory));
        Assert.Empty(Machine.ProcessesWith("sleep\05050\0"));
        // the pools hold descriptors and give some up in the background; fifty sandboxes would have left hundreds
        Assert.InRange(Machine.OpenFiles(), 0, files + 100);
        Assert.InRange(Machine.Cgroups(fixture.RuntimeDirectory).Count, 0, 6 * 4);
    }

    [Fact]
    public async Task A_host_that_ends_kills_its_sandboxes_and_leaves_no_cgroup()
    {
        SandboxHostOptions options = fixture.Options("ends");
        ISandboxHost host = await SandboxHosts.StartAsync(SandboxMode.Bubblewrap, options, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        ISandbox sandbox = await host.LaunchAsync(HostFixture.Shell("exec sleep 6060", new RecordedOutput()), TestContext.Current.CancellationToken);
        string record = Path.Combine(options.RuntimeDirectory, "cgroups");
        string[] directories = await File.ReadAllLinesAsync(record, TestContext.Current.CancellationToken);

        await host.DisposeAsync();

        Assert.True(sandbox.Exited.IsCompleted);
        Assert.Empty(Machine.ProcessesWith("sleep\06060\0"));
        Assert.NotEmpty(directories);
        Assert.DoesNotContain(directories, Directory.Exists);
        Assert.False(File.Exists(record));
    }

    private async Task LaunchAndDisposeAsync(int count) => await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
    {
        ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell("exec sleep 5050", new RecordedOutput()), TestContext.Current.CancellationToken);
        await sandbox.DisposeAsync();
    }));
}
