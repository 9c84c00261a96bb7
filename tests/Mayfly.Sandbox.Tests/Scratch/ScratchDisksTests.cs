using System.Diagnostics;
using Mayfly.Sandbox.Scratch;

using Microsoft.Extensions.Logging.Abstractions;

namespace Mayfly.Sandbox.Tests.Scratch;

public class ScratchDisksTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private const int NoSpace = 28;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mayfly-scratch-");

    public ScratchDisksTests() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");

    private SandboxHostOptions Options => new() { RuntimeDirectory = _folder.FullName, Instance = "t", PooledSlots = 3 };

    [Theory]
    [InlineData(512)]
    [InlineData(700)]
    [InlineData(10240)]
    public void A_disk_has_room_for_its_size_and_a_twentieth_more_at_most(int sizeMb)
    {
        using ScratchDisks disks = ScratchDisks.Start(Options, NullLogger.Instance);
        ScratchDisk disk = disks.Take(sizeMb);

        long room = new DriveInfo(disk.Path).AvailableFreeSpace / Megabyte;

        Assert.InRange(room, sizeMb, sizeMb * 1.05);
    }

    [Fact]
    public void Writing_more_than_the_size_fails_for_want_of_space()
    {
        using ScratchDisks disks = ScratchDisks.Start(Options, NullLogger.Instance);
        ScratchDisk disk = disks.Take(512);
        byte[] megabyte = new byte[Megabyte];
        Random.Shared.NextBytes(megabyte);

        int written = 0;
        using FileStream file = new(Path.Combine(disk.Path, "big"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        IOException full = Assert.Throws<IOException>(() =>
        {
            for (; written < 1024; written++)
            {
                file.Write(megabyte);
            }
        });

        Assert.Equal(NoSpace, full.HResult);
        Assert.InRange(written, 512 * 0.95, 512 * 1.05);
    }

    [Fact]
    public async Task What_a_user_leaves_is_gone_for_the_next()
    {
        using ScratchDisks disks = ScratchDisks.Start(Options, NullLogger.Instance);
        for (int round = 0; round < 8; round++) // more than the pool holds
        {
            ScratchDisk disk = disks.Take(512);
            Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));
            await File.WriteAllTextAsync(Path.Combine(disk.Path, "secret"), "planted", TestContext.Current.CancellationToken);
            disks.Return(disk);
            await disks.SettleAsync();
        }
    }

    [Fact]
    public void Everybody_may_write_into_it_and_nothing_in_it_gains_rights()
    {
        using ScratchDisks disks = ScratchDisks.Start(Options, NullLogger.Instance);
        ScratchDisk disk = disks.Take(512);

        Assert.Equal((UnixFileMode)0b1_111_111_111, File.GetUnixFileMode(disk.Path + "/"));
        string tool = Path.Combine(disk.Path, "id");
        File.Copy("/usr/bin/id", tool);
        File.SetUnixFileMode(tool, (UnixFileMode)0b100_111_101_101); // set-user-id root
        Assert.Equal("65534", RunAsNobody(tool, "-u"));
    }

    [Fact(Timeout = 30_000)]
    public async Task Fifty_disks_come_and_go_and_nothing_stays()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        int before = Devices().Length;
        string[] mounts = Mounts();
        using (ScratchDisks disks = ScratchDisks.Start(Options, NullLogger.Instance))
        {
            Assert.True(disks.OnDisk, string.Join(' ', disks.Missing));
            for (int round = 0; round < 5; round++)
            {
                List<ScratchDisk> taken = [.. Enumerable.Range(0, 10).Select(number => disks.Take(number % 2 == 0 ? 512 : 768))];
                Assert.Equal(10, taken.Select(disk => disk.Device).Distinct().Count());
                taken.ForEach(disks.Return);
            }

            await disks.SettleAsync();
            Assert.Equal(3, disks.Ready);
            await UntilDevicesAsync(before + 3, cancel);
        }

        await UntilDevicesAsync(before, cancel);
        Assert.Equal(mounts, Mounts());
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void No_disk_can_outlive_its_holder_because_none_has_a_place_in_the_file_system()
    {
        string[] mounts = Mounts();
        using ScratchDisks disks = ScratchDisks.Start(Options, NullLogger.Instance);
        ScratchDisk disk = disks.Take(512);
        string backing = File.ReadAllText($"/sys/dev/block/{disk.Device}/loop/backing_file");

        // a mount that is attached nowhere, a device that lets go by itself, a file without a name: the kernel ends all three with the process
        Assert.Equal(mounts, Mounts());
        Assert.Equal("1", File.ReadAllText($"/sys/dev/block/{disk.Device}/loop/autoclear").Trim());
        Assert.Contains("(deleted)", backing, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private static string[] Mounts() => [.. File.ReadAllLines("/proc/self/mountinfo").Where(line => line.Contains("scratch", StringComparison.Ordinal))];

    private static string RunAsNobody(params string[] command)
    {
        ProcessStartInfo start = new("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", .. command]) { RedirectStandardOutput = true };
        start.ArgumentList[3] = $"/proc/{Environment.ProcessId}/fd{command[0]["/proc/self/fd".Length..]}";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }

    /// <summary>A child that is being started holds copies of this process's descriptors for a moment, and with them the devices.</summary>
    private async Task UntilDevicesAsync(int count, CancellationToken cancel)
    {
        while (Devices().Length != count)
        {
            await Task.Delay(10, cancel);
        }
    }

    /// <summary>The loop devices whose file is one of this test's.</summary>
    private string[] Devices() => [.. Directory.EnumerateDirectories("/sys/block", "loop*")
        .Select(device => Path.Combine(device, "loop", "backing_file"))
        .Where(File.Exists)
        .Select(File.ReadAllText)
        .Where(file => file.StartsWith(_folder.FullName, StringComparison.Ordinal))];
}
