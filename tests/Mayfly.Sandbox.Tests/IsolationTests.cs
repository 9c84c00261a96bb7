namespace Mayfly.Sandbox.Tests;

/// <summary>The walls, each looked at from inside.</summary>
[Collection(nameof(SharedHost))]
public sealed class IsolationTests(HostFixture fixture)
{
    [Fact]
    public async Task Inside_it_is_an_ordinary_user_without_groups_and_outside_a_user_of_its_own()
    {
        RecordedOutput output = new();
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(
            HostFixture.Shell("id; grep -E '^(Uid|Gid|Groups)' /proc/self/status; cat /proc/self/uid_map /proc/self/gid_map; echo ready; exec sleep 1000", output),
            TestContext.Current.CancellationToken);
        await output.Until(text => text.Contains("ready", StringComparison.Ordinal));

        Assert.StartsWith("uid=993(sbx_user1051) gid=990(sbx_user1051) groups=990(sbx_user1051)\n", output.Console, StringComparison.Ordinal);
        string[] lines = output.Console.Split('\n');
        Assert.Equal("Groups:", lines[3].Trim());
        string[] map = lines[4].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["993", "1"], [map[0], map[2]]);
        Assert.InRange(uint.Parse(map[1], null), 1_000_000_000u, 1_500_000_000u);
        // "ready" is said a moment before the shell becomes it
        SpinWait.SpinUntil(() => !Machine.ProcessesWith("sleep\01000\0").SequenceEqual([]), TimeSpan.FromSeconds(10));
        int pid = Assert.Single(Machine.ProcessesWith("sleep\01000\0"));
        Assert.Contains($"Uid:\t{map[1]}\t{map[1]}\t{map[1]}\t{map[1]}\n", await File.ReadAllTextAsync($"/proc/{pid}/status", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_has_no_capabilities_and_can_gain_none_and_is_filtered()
    {
        (_, string output) = await fixture.RunAsync("grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status");

        string none = new('0', 16);
        Assert.Equal(
            $"CapInh:\t{none}\nCapPrm:\t{none}\nCapEff:\t{none}\nCapBnd:\t{none}\nCapAmb:\t{none}\nNoNewPrivs:\t1\nSeccomp:\t2\n",
            output);
    }

    [Fact]
    public async Task Its_namespaces_are_all_its_own()
    {
        (_, string output) = await fixture.RunAsync("for n in user mnt pid ipc uts net cgroup; do echo $n $(readlink /proc/self/ns/$n); done");

        string[][] inside = [.. output.Trim().Split('\n').Select(line => line.Split(' '))];
        Assert.Equal(7, inside.Length);
        Assert.All(inside, pair => Assert.NotEqual(new FileInfo($"/proc/self/ns/{pair[0]}").LinkTarget, pair[1]));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/usr")]
    [InlineData("/etc")]
    [InlineData("/dev")]
    [InlineData("/var/task")]
    [InlineData("/opt")]
    [InlineData("/proc")]
    public async Task Nothing_but_tmp_can_be_written(string folder)
    {
        (SandboxExit exit, _) = await fixture.RunAsync($"echo x > {folder}/planted");

        Assert.NotEqual(0, exit.ExitCode);
        Assert.False(File.Exists("/usr/planted"));
    }

    [Fact]
    public async Task The_mounts_carry_the_flags_that_were_set_and_no_host_folder_is_writable()
    {
        (_, string output) = await fixture.RunAsync("cat /proc/self/mountinfo");

        Dictionary<string, string[]> mounts = output.Trim().Split('\n').Select(line => line.Split(' ')).GroupBy(fields => fields[4]).ToDictionary(group => group.Key, group => group.Last()[5].Split(','));
        Assert.Contains("ro", mounts["/"]);
        Assert.Contains("nosuid", mounts["/"]);
        Assert.All(mounts.Where(pair => pair.Key is not "/" and not "/tmp" && !pair.Key.StartsWith("/proc", StringComparison.Ordinal)), pair =>
        {
            Assert.Contains("ro", pair.Value);
            Assert.Contains("nosuid", pair.Value);
            Assert.Contains("nodev", pair.Value);
        });
        Assert.Contains("nosuid", mounts["/tmp"]);
        Assert.Contains("nodev", mounts["/tmp"]);
        Assert.DoesNotContain(mounts.Keys, point => point.StartsWith("/sys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_sees_neither_the_hosts_homes_nor_its_settings_nor_its_processes()
    {
        (_, string output) = await fixture.RunAsync("ls /; echo ---; ls /home; ls /root 2>&1; cat /etc/shadow 2>&1; echo ---; cat /etc/hostname 2>&1; hostname; ls /proc | grep -c '^[0-9]'");

        string[] parts = output.Split("---\n");
        Assert.DoesNotContain("root", parts[0].Split('\n'));
        Assert.DoesNotContain("work", parts[0].Split('\n'));
        Assert.DoesNotContain("sys", parts[0].Split('\n'));
        Assert.Equal("ls: cannot access '/root': No such file or directory\ncat: /etc/shadow: No such file or directory\n", parts[1]);
        string[] last = parts[2].Trim().Split('\n');
        Assert.Equal("sandbox", last[1]);
        // process 1, the shell, and the two of this pipe (the count itself included)
        Assert.InRange(int.Parse(last[2], null), 2, 5);
    }

    [Fact]
    public async Task Set_user_id_programs_give_nothing()
    {
        (_, string output) = await fixture.RunAsync("find /usr/bin -perm -4000 2>/dev/null | head -1; /usr/bin/su -c id root </dev/null 2>&1; id -u");

        Assert.EndsWith("993\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("uid=0", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/usr/bin/unshare -U true")]
    [InlineData("/usr/bin/unshare -m true")]
    [InlineData("/usr/bin/mount -t tmpfs x /tmp")]
    [InlineData("/usr/bin/mount -o remount,rw /")]
    [InlineData("/usr/bin/umount /tmp")]
    [InlineData("/usr/sbin/chroot / true")]
    [InlineData("/usr/bin/nsenter -t 1 -m true")]
    [InlineData("/usr/bin/dmesg")]
    [InlineData("echo 1 > /proc/sys/kernel/panic")]
    [InlineData("echo b > /proc/sysrq-trigger")]
    [InlineData("mknod /tmp/disk b 254 0")]
    [InlineData("cat /proc/kcore")]
    [InlineData("echo -1000 > /proc/self/oom_score_adj")]
    public async Task What_only_root_may_do_fails(string command)
    {
        (SandboxExit exit, string output) = await fixture.RunAsync($"{command} && echo DONE");

        Assert.NotEqual(0, exit.ExitCode);
        Assert.DoesNotContain("DONE", output, StringComparison.Ordinal);
        Assert.DoesNotContain("not found", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sockets_that_reach_below_or_beside_the_network_are_refused()
    {
        const string Script = """
            import socket
            for name, family, kind, protocol in [
                ("raw", socket.AF_INET, socket.SOCK_RAW, 1), ("packet", socket.AF_PACKET, socket.SOCK_RAW, 0), ("vsock", 40, socket.SOCK_STREAM, 0),
                ("alg", 38, socket.SOCK_SEQPACKET, 0), ("netfilter", socket.AF_NETLINK, socket.SOCK_RAW, 12), ("audit", socket.AF_NETLINK, socket.SOCK_RAW, 9),
                ("sctp", socket.AF_INET, socket.SOCK_STREAM, 132),
                ("tcp", socket.AF_INET, socket.SOCK_STREAM, 0), ("tcp6", socket.AF_INET6, socket.SOCK_STREAM, 6), ("udp", socket.AF_INET, socket.SOCK_DGRAM, 0),
                ("unix", socket.AF_UNIX, socket.SOCK_STREAM, 0), ("route", socket.AF_NETLINK, socket.SOCK_RAW, 0)]:
                try:
                    socket.socket(family, kind, protocol).close()
                    print(name, "ok")
                except OSError as e:
                    print(name, e.errno)
            print(len(socket.if_nameindex()) > 0)
            """;
        RecordedOutput output = new();
        SandboxSpec spec = HostFixture.Shell("", output) with { Command = ["/usr/bin/python3", "-c", Script] };
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(spec, TestContext.Current.CancellationToken);
        await sandbox.Exited;

        Assert.Equal("raw 1\npacket 97\nvsock 97\nalg 97\nnetfilter 93\naudit 93\nsctp 93\ntcp ok\ntcp6 ok\nudp ok\nunix ok\nroute ok\nTrue\n", output.Console);
    }

    [Fact]
    public async Task A_functions_environment_does_not_reach_the_launcher_outside()
    {
        RecordedOutput output = new();
        SandboxSpec spec = HostFixture.Shell("echo ran $LD_PRELOAD; exec sleep 2000", output);
        spec = spec with { Environment = new Dictionary<string, string>(spec.Environment) { ["LD_PRELOAD"] = "/tmp/evil.so", ["SECRET"] = "planted-secret" } };
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(spec, TestContext.Current.CancellationToken);
        await output.Until(text => text.Contains("ran /tmp/evil.so", StringComparison.Ordinal));

        int launcher = Assert.Single(Machine.ProcessesWith("bwrap\0--args\0" + "4\0--\0/bin/sh\0-c\0echo ran", parent: Environment.ProcessId));
        Assert.Empty(await File.ReadAllBytesAsync($"/proc/{launcher}/environ", TestContext.Current.CancellationToken));
        Assert.DoesNotContain("planted-secret", await File.ReadAllTextAsync($"/proc/{launcher}/cmdline", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zero_byte_in_a_value_is_refused_because_it_would_start_an_argument_of_the_launcher()
    {
        SandboxSpec spec = HostFixture.Shell("true", new RecordedOutput());
        spec = spec with { Environment = new Dictionary<string, string> { ["X"] = "y\0--bind\0/\0/mnt" } };

        await Assert.ThrowsAsync<SandboxLaunchException>(() => fixture.Host.LaunchAsync(spec, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_sandboxes_at_once_share_no_user_and_no_tmp()
    {
        RecordedOutput first = new(), second = new();
        await using ISandbox one = await fixture.Host.LaunchAsync(HostFixture.Shell("echo mine > /tmp/x; cut -d' ' -f8- /proc/self/uid_map; echo ready; exec sleep 1000", first), TestContext.Current.CancellationToken);
        await first.Until(text => text.Contains("ready", StringComparison.Ordinal));
        await using ISandbox two = await fixture.Host.LaunchAsync(HostFixture.Shell("ls /tmp; cut -d' ' -f8- /proc/self/uid_map; echo ready", second), TestContext.Current.CancellationToken);
        await two.Exited;

        Assert.DoesNotContain("x", second.Console.Split('\n'));
        Assert.NotEqual(first.Console, second.Console);
        Assert.NotEqual(one.Id, two.Id);
    }

    [Fact]
    public async Task It_has_1024_files_and_no_core_dump()
    {
        (_, string output) = await fixture.RunAsync("ulimit -Sn; ulimit -Hn; grep core /proc/self/limits | tr -s ' '");

        Assert.StartsWith("1024\n1024\nMax core file size 1 1 bytes", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_server_itself_is_where_and_who_it_was()
    {
        foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            string name = File.ReadAllText(Path.Combine(task, "comm")).Trim();
            // other tests have threads of their own that are elsewhere on purpose
            if (name.StartsWith("mayfly-launch", StringComparison.Ordinal) || name.StartsWith(".NET", StringComparison.Ordinal))
            {
                Assert.Contains("Uid:\t0\t0\t0\t0", File.ReadAllText(Path.Combine(task, "status")), StringComparison.Ordinal);
                Assert.Equal((name, new FileInfo("/proc/self/ns/net").LinkTarget), (name, new FileInfo(Path.Combine(task, "ns/net")).LinkTarget));
                Assert.Equal((name, new FileInfo("/proc/self/ns/mnt").LinkTarget), (name, new FileInfo(Path.Combine(task, "ns/mnt")).LinkTarget));
            }
        }
    }
}
