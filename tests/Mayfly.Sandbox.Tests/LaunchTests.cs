using System.Net.Sockets;
using System.Text;

namespace Mayfly.Sandbox.Tests;

[Collection(nameof(SharedHost))]
public sealed class LaunchTests(HostFixture fixture)
{
    [Fact]
    public async Task A_program_runs_with_its_environment_and_its_output_and_exit_status_come_back()
    {
        (SandboxExit exit, string output) = await fixture.RunAsync("echo $GREETING from $PWD; echo again >&2; echo once more > /dev/stderr; exit 7");

        Assert.Equal("hello from /var/task\nagain\nonce more\n", output);
        Assert.Equal(new SandboxExit(7, null, false), exit);
    }

    [Fact]
    public async Task The_environment_is_exactly_what_was_asked_for()
    {
        (_, string output) = await fixture.RunAsync("exec env");

        Assert.Equal(
            ["AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001", "GREETING=hello", "PATH=/usr/local/bin:/usr/bin:/bin", "PWD=/var/task", "_LAMBDA_TELEMETRY_LOG_FD=3"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_program_inherits_no_descriptor_but_its_own()
    {
        (_, string output) = await fixture.RunAsync("ls -1 /proc/$$/fd");

        Assert.Equal("0\n1\n2\n3\n", output);
    }

    [Fact]
    public async Task The_listener_is_reached_from_inside_and_the_peer_gets_an_answer()
    {
        RecordedOutput output = new();
        const string Script = "exec 9<>/dev/tcp/127.0.0.1/9001; echo ping >&9; read -r answer <&9; echo got $answer";
        SandboxSpec spec = HostFixture.Shell("", output) with { Command = ["/bin/bash", "-c", Script] };
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(spec, TestContext.Current.CancellationToken);

        using Socket peer = await sandbox.RuntimeApiListener.AcceptAsync(TestContext.Current.CancellationToken);
        byte[] buffer = new byte[16];
        int count = await peer.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        await peer.SendAsync("pong\n"u8.ToArray(), TestContext.Current.CancellationToken);
        SandboxExit exit = await sandbox.Exited;

        Assert.Equal("ping\n", Encoding.ASCII.GetString(buffer, 0, count));
        Assert.Equal("got pong\n", output.Console);
        Assert.Equal(0, exit.ExitCode);
    }

    [Fact]
    public async Task The_listener_is_not_on_the_hosts_loopback()
    {
        RecordedOutput output = new();
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell("read forever", output) with { Command = ["/bin/sleep", "1000"] }, TestContext.Current.CancellationToken);
        using Socket outside = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        SocketException refused = await Assert.ThrowsAsync<SocketException>(async () => await outside.ConnectAsync("127.0.0.1", 9001, TestContext.Current.CancellationToken));

        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task A_program_that_is_not_there_ends_the_sandbox_and_the_output_says_why()
    {
        RecordedOutput output = new();
        SandboxSpec spec = HostFixture.Shell("", output) with { Command = ["/var/runtime/bootstrap"] };
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(spec, TestContext.Current.CancellationToken);

        SandboxExit exit = await sandbox.Exited;

        Assert.Equal(1, exit.ExitCode);
        Assert.Contains("/var/runtime/bootstrap: No such file or directory", output.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_memory_hog_is_killed_and_the_exit_says_so()
    {
        (SandboxExit exit, _) = await fixture.RunAsync("exec /usr/bin/tail /dev/zero", memoryMb: 128);

        Assert.Equal(new SandboxExit(null, 9, true), exit);
    }
}
