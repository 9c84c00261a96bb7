using System.Net.Sockets;
using System.Text;

namespace Mayfly.Sandbox.Tests;

/// <summary>Programs that are started in a live sandbox beside its first one, and the first one held back for them.</summary>
[Collection(nameof(SharedHost))]
public sealed class JoiningTests(HostFixture fixture)
{
    private const string Waiting = "echo ready; exec sleep 1000";

    [Fact]
    public async Task A_program_that_joins_has_all_that_the_first_one_has()
    {
        RecordedOutput first = new();
        const string Look = "for n in user pid ipc uts net cgroup; do readlink /proc/self/ns/$n; done; id -u; grep -E 'CapEff|NoNewPrivs|Seccomp:' /proc/self/status; ulimit -n; ulimit -c; hostname";
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell($"{Look}; echo mine > /tmp/file; {Waiting}", first), TestContext.Current.CancellationToken);
        await first.Until(text => text.Contains("ready", StringComparison.Ordinal));

        (SandboxExit exit, string output) = await JoinAsync(sandbox, $"{Look}; cat /tmp/file");

        Assert.Equal(first.Console.Replace("ready\n", "mine\n", StringComparison.Ordinal), output);
        Assert.Equal(new SandboxExit(0, null, false), exit);
    }

    [Fact]
    public async Task It_has_the_environment_that_was_asked_for_and_no_descriptors_but_its_own()
    {
        await using ISandbox sandbox = await StartAsync();

        (_, string output) = await JoinAsync(sandbox, "env | grep -v '^_=' | sort; ls -1 /proc/$$/fd");

        Assert.Equal("AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001\nGREETING=joined\nPATH=/usr/bin:/bin\nPWD=/tmp\n0\n1\n2\n", output);
    }

    [Fact]
    public async Task Its_exit_is_told_and_the_first_program_goes_on()
    {
        await using ISandbox sandbox = await StartAsync();

        (SandboxExit exit, _) = await JoinAsync(sandbox, "exit 7");
        (SandboxExit killed, _) = await JoinAsync(sandbox, "kill -SEGV $$");

        Assert.Equal(new SandboxExit(7, null, false), exit);
        Assert.Equal(new SandboxExit(null, 11, false), killed);
        Assert.False(sandbox.Exited.IsCompleted);
    }

    [Fact]
    public async Task It_counts_towards_the_sandboxs_memory()
    {
        await using ISandbox sandbox = await StartAsync();

        (SandboxExit exit, _) = await JoinAsync(sandbox, "exec tail /dev/zero");

        Assert.Equal(9, exit.Signal);
    }

    [Fact]
    public async Task Disposing_the_sandbox_kills_it()
    {
        ISandbox sandbox = await StartAsync();
        RecordedOutput output = new();
        ISandboxProcess process = await sandbox.StartAsync(Program("trap '' TERM; echo started; sleep 1000", output));
        await output.Until(text => text.Contains("started", StringComparison.Ordinal));

        await sandbox.DisposeAsync();

        Assert.Equal(9, (await process.Exited).Signal);
        await Assert.ThrowsAsync<SandboxLaunchException>(() => sandbox.StartAsync(Program("true", output)));
    }

    [Fact]
    public async Task A_held_program_starts_when_it_is_released_and_not_before()
    {
        RecordedOutput output = new();
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(
            HostFixture.Shell("ls /tmp; echo $GREETING; ls -1 /proc/$$/fd; exit 3", output) with { Held = true }, TestContext.Current.CancellationToken);

        await JoinAsync(sandbox, "touch /tmp/before");
        Assert.Equal("", output.Console);
        sandbox.Release();

        Assert.Equal(3, (await sandbox.Exited).ExitCode);
        Assert.Equal("before\nhello\n0\n1\n2\n3\n", output.Console);
        (_, string after) = await JoinAsync(sandbox, "echo still here");
        Assert.Equal("still here\n", after);
    }

    [Fact]
    public async Task A_signal_reaches_a_held_program_and_its_end_by_a_signal_is_told()
    {
        RecordedOutput output = new();
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(
            HostFixture.Shell("trap 'echo term; kill -SEGV $$' TERM; echo ready; while :; do sleep 0.01; done", output) with { Held = true }, TestContext.Current.CancellationToken);
        sandbox.Release();
        await output.Until(text => text.Contains("ready", StringComparison.Ordinal));

        sandbox.Signal(15);

        Assert.Equal(new SandboxExit(null, 11, false), await sandbox.Exited);
    }

    [Fact]
    public async Task A_held_program_can_be_killed()
    {
        ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell("echo never", new RecordedOutput()) with { Held = true }, TestContext.Current.CancellationToken);

        await sandbox.DisposeAsync();

        Assert.True(sandbox.Exited.IsCompleted);
    }

    [Fact]
    public async Task A_socket_reaches_what_listens_inside_and_its_local_name_resolves()
    {
        RecordedOutput output = new();
        const string Script = "getent hosts sandbox.localdomain | cut -d' ' -f1; exec python3 -c \"import socket; s = socket.create_server(('127.0.0.1', 8123)); print('listening', flush=True); c, _ = s.accept(); print(c.recv(9).decode())\"";
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell(Script, output), TestContext.Current.CancellationToken);
        await output.Until(text => text.Contains("listening", StringComparison.Ordinal));

        using Socket socket = sandbox.OpenSocket();
        await socket.ConnectAsync("127.0.0.1", 8123, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes("telemetry"), TestContext.Current.CancellationToken);
        await sandbox.Exited;

        Assert.Equal("127.0.0.1\nlistening\ntelemetry\n", output.Console);
    }

    private async Task<ISandbox> StartAsync()
    {
        RecordedOutput output = new();
        ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell(Waiting, output), TestContext.Current.CancellationToken);
        await output.Until(text => text.Contains("ready", StringComparison.Ordinal));
        return sandbox;
    }

    private static async Task<(SandboxExit Exit, string Output)> JoinAsync(ISandbox sandbox, string script)
    {
        RecordedOutput output = new();
        ISandboxProcess process = await sandbox.StartAsync(Program(script, output));
        return (await process.Exited.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken), output.Console);
    }

    private static SandboxProgram Program(string script, RecordedOutput output) => new()
    {
        Command = ["/bin/sh", "-c", script],
        Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["GREETING"] = "joined" },
        WorkingDirectory = "/tmp",
        Output = output,
    };
}
