using System.Net.Sockets;
using Mayfly.Sandbox.Unisolated;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mayfly.Sandbox.Tests.Unisolated;

public sealed class ProcessModeTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mayfly-process-").FullName;
    private ISandboxHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SandboxHosts.StartAsync(
        SandboxMode.Process, new SandboxHostOptions { RuntimeDirectory = _directory, Instance = "process" }, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void It_says_loudly_that_it_does_not_isolate()
    {
        Assert.Equal("process", _host.Report.Mode);
        Assert.Contains(_host.Report.Missing, line => line.StartsWith("NO ISOLATION", StringComparison.Ordinal));
        Assert.False(_host.CanSpecialise);
    }

    [Fact]
    public async Task Paths_inside_become_the_folders_that_would_be_mounted_there()
    {
        string code = Directory.CreateDirectory(Path.Combine(_directory, "code")).FullName;
        await File.WriteAllTextAsync(Path.Combine(code, "run.sh"), "echo $PWD $LAMBDA_TASK_ROOT $PATH; cat $LAMBDA_TASK_ROOT/run.sh | wc -l; test -d $TMPDIR && exit 5", TestContext.Current.CancellationToken);
        RecordedOutput output = new();
        SandboxSpec spec = HostFixture.Shell("", output) with
        {
            Command = ["/bin/sh", "/var/task/run.sh"],
            Environment = new Dictionary<string, string> { ["LAMBDA_TASK_ROOT"] = "/var/task", ["PATH"] = "/var/task/bin:/usr/bin" },
            Mounts = [new SandboxMount(code, "/var/task")],
        };
        await using ISandbox sandbox = await _host.LaunchAsync(spec, TestContext.Current.CancellationToken);

        Assert.Equal(new SandboxExit(5, null, false), await sandbox.Exited);
        Assert.Equal($"{code} {code} {code}/bin:/usr/bin\n0\n", output.Console);
    }

    [Fact]
    public async Task The_runtime_api_has_a_port_of_its_own()
    {
        RecordedOutput output = new();
        SandboxSpec spec = HostFixture.Shell("", output) with { Command = ["/bin/bash", "-c", "exec 9<>/dev/tcp/${AWS_LAMBDA_RUNTIME_API/:/\\/}; echo hi >&9"], WorkingDirectory = "/" };
        await using ISandbox sandbox = await _host.LaunchAsync(spec, TestContext.Current.CancellationToken);

        using Socket peer = await sandbox.RuntimeApiListener.AcceptAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, await peer.ReceiveAsync(new byte[8], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Disposing_kills_the_process_group()
    {
        RecordedOutput output = new();
        ISandbox sandbox = await _host.LaunchAsync(HostFixture.Shell("sleep 7171 & echo ready; exec sleep 7172", output) with { WorkingDirectory = "/" }, TestContext.Current.CancellationToken);
        await output.Until(text => text.Contains("ready", StringComparison.Ordinal));
        Assert.True(sandbox.Usage().PeakMemoryBytes > 0);
        sandbox.Freeze();

        await sandbox.DisposeAsync();

        Assert.Equal(9, (await sandbox.Exited).Signal);
        await Gone("sleep\07171\0");
        await Gone("sleep\07172\0");
    }

    [Fact]
    public async Task A_signal_ends_it()
    {
        await using ISandbox sandbox = await _host.LaunchAsync(HostFixture.Shell("exec sleep 1000", new RecordedOutput()) with { WorkingDirectory = "/" }, TestContext.Current.CancellationToken);

        sandbox.Signal(15);

        Assert.Equal(new SandboxExit(null, 15, false), await sandbox.Exited);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told()
    {
        RecordedOutput output = new();
        await using ISandbox sandbox = await _host.LaunchAsync(HostFixture.Shell("", output) with { Command = ["/no/program"], WorkingDirectory = "/" }, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, (await sandbox.Exited).ExitCode);
        Assert.Contains("/no/program", output.Console, StringComparison.Ordinal);
    }

    [Fact]
    public void The_deeper_and_the_later_mount_wins()
    {
        PathRewriting paths = new([new SandboxMount("/a", "/opt"), new SandboxMount("/b", "/opt/x"), new SandboxMount("/c", "/opt")]);

        Assert.Equal("/c/y", paths.Path("/opt/y"));
        Assert.Equal("/b/z", paths.Path("/opt/x/z"));
        Assert.Equal("/optional", paths.Path("/optional"));
        Assert.Equal("/c/bin:/usr/bin:/b", paths.Value("/opt/bin:/usr/bin:/opt/x"));
    }

    /// <summary>The kernel kills at once, but a killed process that is not our child goes when its new parent has reaped it.</summary>
    private static async Task Gone(string commandLine)
    {
        while (Machine.ProcessesWith(commandLine).Count > 0)
        {
            await Task.Yield();
        }
    }
}
