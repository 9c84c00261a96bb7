using System.Globalization;

namespace Mayfly.Sandbox.Tests;

[Collection(nameof(SharedHost))]
public sealed class OutputTests(HostFixture fixture)
{
    [Fact]
    public async Task Standard_output_and_error_keep_their_order_and_nothing_is_lost()
    {
        (_, string output) = await fixture.RunAsync("i=0; while [ $i -lt 5000 ]; do echo o$i; echo e$i >&2; i=$((i+1)); done");

        Assert.Equal(string.Concat(Enumerable.Range(0, 5000).Select(i => $"o{i}\ne{i}\n")), output);
    }

    [Fact]
    public async Task The_telemetry_pipe_is_a_channel_of_its_own()
    {
        RecordedOutput output = new();
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell("printf 'abc' >&$_LAMBDA_TELEMETRY_LOG_FD; echo console", output), TestContext.Current.CancellationToken);
        await sandbox.Exited;

        Assert.Equal("abc"u8.ToArray(), output.Telemetry);
        Assert.Equal("console\n", output.Console);
    }

    [Fact]
    public async Task A_sink_that_asks_for_a_pause_slows_the_writer_until_resumed()
    {
        RecordedOutput output = new() { Pausing = true };
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(HostFixture.Shell("head -c 1M /dev/zero; echo end", output), TestContext.Current.CancellationToken);
        await output.Until(text => text.Length > 0);
        sandbox.DrainOutput();

        // one call was taken, and a pipe holds 64 KiB: the writer cannot be through
        Assert.Equal(1, output.Calls);
        Assert.False(sandbox.Exited.IsCompleted);

        output.Pausing = false;
        sandbox.ResumeOutput();
        await sandbox.Exited;
        Assert.Equal((1 << 20) + 4, output.Console.Length);
    }

    [Fact]
    public async Task Draining_brings_what_was_written_before_it()
    {
        RecordedOutput output = new();
        // writes a line, then tells by the listener that it has
        const string Script = "exec 9<>/dev/tcp/127.0.0.1/9001; for i in $(seq 200); do echo line $i; echo >&9; read -r go <&9; done";
        SandboxSpec spec = HostFixture.Shell("", output) with { Command = ["/bin/bash", "-c", Script] };
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(spec, TestContext.Current.CancellationToken);
        using System.Net.Sockets.Socket peer = await sandbox.RuntimeApiListener.AcceptAsync(TestContext.Current.CancellationToken);
        byte[] one = new byte[1];
        for (int i = 1; i <= 200; i++)
        {
            await peer.ReceiveAsync(one, TestContext.Current.CancellationToken);
            sandbox.DrainOutput();
            Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $"line {i}\n"), output.Console, StringComparison.Ordinal);
            await peer.SendAsync("\n"u8.ToArray(), TestContext.Current.CancellationToken);
        }
    }
}
