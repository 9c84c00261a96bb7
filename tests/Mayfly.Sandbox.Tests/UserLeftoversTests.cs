using System.Diagnostics;
using Mayfly.Sandbox.Launching;

namespace Mayfly.Sandbox.Tests;

public sealed class UserLeftoversTests
{
    [Fact]
    public async Task Processes_of_the_sandboxes_users_are_killed_and_no_others()
    {
        const uint First = 1_900_000_000;
        using Process orphan = Process.Start("/usr/bin/setpriv", ["--reuid", "1900000007", "--regid", "1900000007", "--clear-groups", "/usr/bin/sleep", "8181"]);
        using Process beside = Process.Start("/usr/bin/setpriv", ["--reuid", "1900000010", "--regid", "1900000010", "--clear-groups", "/usr/bin/sleep", "8182"]);
        while (Machine.ProcessesWith("/usr/bin/sleep\08181\0").Count == 0 || Machine.ProcessesWith("/usr/bin/sleep\08182\0").Count == 0)
        {
            await Task.Yield();
        }

        Assert.Equal(1, UserLeftovers.Kill(First, 10));

        await orphan.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + 9, orphan.ExitCode);
        Assert.False(beside.HasExited);
        beside.Kill();
    }

    [Fact]
    public void Servers_have_ranges_of_their_own()
    {
        uint first = new SandboxHostOptions { RuntimeDirectory = "/x", Instance = "one" }.FirstUser;
        uint second = new SandboxHostOptions { RuntimeDirectory = "/x", Instance = "two" }.FirstUser;

        Assert.InRange(Math.Abs((long)first - second), 10_000, 500_000_000);
        Assert.InRange(first, 1_000_000_000u, 1_500_000_000u);
        Assert.Equal(77u, new SandboxHostOptions { RuntimeDirectory = "/x", Instance = "one", FirstUserId = 77 }.FirstUser);
    }
}
