using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Launching;

namespace Mayfly.Sandbox.Tests;

public sealed class CallScriptTests
{
    [Fact]
    public async Task After_a_failure_the_thread_is_who_and_where_it_was()
    {
        using LauncherThreads threads = new(1, privileged: true);

        string after = await threads.RunAsync(() =>
        {
            using CallScript script = new();
            using Microsoft.Win32.SafeHandles.SafeFileHandle network = OpenFile.ReadOnly("/proc/self/ns/net");
            script.VisitNetwork(network, network);
            script.AssumeUser(1_000_123_456);
            script.Add("unshare(nonsense)", SystemCalls.Unshare, 1);
            LinuxException failure = Assert.Throws<LinuxException>(script.Run);
            Assert.Contains("unshare(nonsense)", failure.Message, StringComparison.Ordinal);
            return File.ReadAllText("/proc/thread-self/status");
        });

        Assert.Contains("Uid:\t0\t0\t0\t0\n", after, StringComparison.Ordinal);
        Assert.Contains("Gid:\t0\t0\t0\t0\n", after, StringComparison.Ordinal);
        Assert.Contains("CapEff:" + CapabilitiesOf("/proc/self/status"), after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_thread_that_runs_the_script_changes_its_user()
    {
        using LauncherThreads threads = new(1, privileged: true);
        string seen = await threads.RunAsync(() =>
        {
            using CallScript script = new();
            script.AssumeUser(1_000_123_456);
            int opened = script.Add("open", SystemCalls.OpenAt, -100, script.Text("/etc/shadow"));
            LinuxException refused = Assert.Throws<LinuxException>(script.Run);
            _ = opened;
            return refused.Message;
        });

        Assert.Contains("Permission denied", seen, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateDirectories("/proc/self/task"), task => Assert.Contains("Uid:\t0\t", File.ReadAllText(Path.Combine(task, "status")), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_live_sandbox_has_a_user_of_its_own_and_users_come_back()
    {
        UserIds ids = new(100, 3);
        uint[] taken = [ids.Take(), ids.Take(), ids.Take()];

        Assert.Equal([100u, 101u, 102u], taken);
        Assert.Throws<SandboxLaunchException>(() => ids.Take());
        ids.Return(101);
        Assert.Equal(101u, ids.Take());
    }

    private static string CapabilitiesOf(string status) => File.ReadAllText(status).Split("CapEff:")[1].Split('\n')[0];
}
