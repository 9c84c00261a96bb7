using System.Diagnostics;

namespace Mayfly.Sandbox.Tests;

/// <summary>Sandboxes whose root is a folder of the customer's, as that of a container image.</summary>
[Collection(nameof(SharedHost))]
public sealed class RootTests(HostFixture fixture) : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mayfly-root-").FullName;

    [Fact]
    public async Task A_program_sees_the_files_of_its_root_and_what_every_sandbox_has()
    {
        MakeRoot("/bin/sh", "/bin/ls", "/bin/cat", "/bin/readlink");
        File.WriteAllText(Path.Combine(_root, "etc/hosts"), "10.0.0.1 nowhere\n");
        File.WriteAllText(Path.Combine(_root, "home.txt"), "mine");

        (SandboxExit exit, string output) = await RunAsync("cat /home.txt; echo; ls -m /usr; cat /etc/hosts; echo made > /tmp/file; cat /tmp/file; echo gone > /dev/null; ls -m /dev; readlink /proc/self/ns/net");

        Assert.Equal(0, exit.ExitCode);
        Assert.StartsWith("mine\nlib\n127.0.0.1 localhost sandbox", output, StringComparison.Ordinal);
        Assert.Contains("made\nfd, full, null, random, stderr, stdin, stdout, tty, urandom, zero\nnet:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_but_tmp_can_be_written_and_no_set_user_id_program_or_device_works()
    {
        MakeRoot("/bin/sh", "/bin/cat", "/bin/chmod", "/bin/touch");
        File.SetUnixFileMode(Path.Combine(_root, "bin/cat"), (UnixFileMode)0x9ED);

        (_, string output) = await RunAsync(
            "touch /x /etc/x /bin/x; chmod 777 /bin/cat; while read -r id parent device root point options rest; do case $point in /|/dev|/tmp|/etc/*) echo $point $options;; esac; done < /proc/self/mountinfo");

        Assert.Contains("touch: cannot touch '/x': Read-only file system", output, StringComparison.Ordinal);
        Assert.Contains("touch: cannot touch '/etc/x': Read-only file system", output, StringComparison.Ordinal);
        Assert.Contains("chmod: changing permissions of '/bin/cat': Read-only file system", output, StringComparison.Ordinal);
        Assert.Contains("\n/ ro,nosuid,nodev", output, StringComparison.Ordinal);
        Assert.Contains("\n/dev ro,nosuid", output, StringComparison.Ordinal);
        Assert.Contains("\n/etc/resolv.conf ro,nosuid,nodev", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_without_a_shell_can_be_held_and_joined()
    {
        MakeRoot("/bin/cat");
        RecordedOutput output = new();
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(Spec(output, "/bin/cat", "/tmp/greeting", "/proc/self/environ") with { Held = true }, TestContext.Current.CancellationToken);
        RecordedOutput joined = new();
        ISandboxProcess process = await sandbox.StartAsync(new SandboxProgram
        {
            Command = ["/bin/cat", "/etc/hosts"],
            Environment = new Dictionary<string, string> { ["PATH"] = "/bin" },
            WorkingDirectory = "/",
            Output = joined,
        });

        Assert.Equal(0, (await process.Exited).ExitCode);
        Assert.Contains("localhost", joined.Console, StringComparison.Ordinal);
        Assert.Equal("", output.Console);
        sandbox.Release();

        Assert.Equal(1, (await sandbox.Exited).ExitCode);
        Assert.StartsWith("/bin/cat: /tmp/greeting: No such file or directory\n", output.Console, StringComparison.Ordinal);
        Assert.DoesNotContain("LD_LIBRARY_PATH", output.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_sandboxes_share_a_root_and_leave_no_mount()
    {
        MakeRoot("/bin/cat");
        int before = Machine.Mounts();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            RecordedOutput output = new();
            await using ISandbox sandbox = await fixture.Host.LaunchAsync(Spec(output, "/bin/cat", "/etc/hosts"), TestContext.Current.CancellationToken);
            Assert.Equal(0, (await sandbox.Exited).ExitCode);
        }));

        Assert.Equal(before, Machine.Mounts());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task<(SandboxExit Exit, string Output)> RunAsync(string script)
    {
        RecordedOutput output = new();
        await using ISandbox sandbox = await fixture.Host.LaunchAsync(Spec(output, "/bin/sh", "-c", script), TestContext.Current.CancellationToken);
        SandboxExit exit = await sandbox.Exited.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return (exit, output.Console);
    }

    private SandboxSpec Spec(RecordedOutput output, params string[] command) => HostFixture.Shell("", output) with
    {
        Root = _root,
        Command = command,
        WorkingDirectory = "/",
        Environment = new Dictionary<string, string> { ["PATH"] = "/bin" },
    };

    /// <summary>A root with these programs of this machine and the libraries that they need, and nothing else.</summary>
    private void MakeRoot(params string[] programs)
    {
        foreach (string folder in (string[])["proc", "dev", "tmp", "etc", "usr/lib"])
        {
            Directory.CreateDirectory(Path.Combine(_root, folder));
        }

        File.WriteAllText(Path.Combine(_root, "etc/hosts"), "");
        File.WriteAllText(Path.Combine(_root, "etc/resolv.conf"), "");
        File.SetUnixFileMode(_root, (UnixFileMode)0x1ED);
        foreach (string program in programs)
        {
            Copy(program, "/bin/" + Path.GetFileName(program));
            foreach (string library in Libraries(program))
            {
                Copy(library, library);
            }
        }
    }

    private void Copy(string from, string to)
    {
        string target = _root + to;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(from, target, overwrite: true);
    }

    private static IEnumerable<string> Libraries(string program)
    {
        using Process process = Process.Start(new ProcessStartInfo("ldd", [program]) { RedirectStandardOutput = true })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith('/'));
    }
}
