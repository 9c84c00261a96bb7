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

        long room = new DriveInfo(disk.HostPath).AvailableFreeSpace / Megabyte;

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
        using FileStream file = new(Path.Combine(disk.HostPath, "big"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
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
            Assert.Empty(Directory.EnumerateFileSystemEntries(disk.HostPath));
            await File.WriteAllTextAsync(Path.Combine(disk.HostPath, "secret"), "planted", TestContext.Current.CancellationToken);
            disks.Return(disk);
            await disks.SettleAsync();
        }
    }

    [Fact]
    public void Everybody_may_write_into_it_and_nothing_in_it_gains_rights()
    {
        using ScratchDisks disks = ScratchDisks.Start(Options, NullLogger.Instance);
        ScratchDisk disk = disks.Take(512);

        Assert.Equal((UnixFileMode)0b1_111_111_111, File.GetUnixFileMode(disk.HostPath));
        string mount = Assert.Single(Mounts(), line => line.Contains($" {disk.HostPath} ", StringComparison.Ordinal));
        Assert.Contains("nosuid,nodev", mount, StringComparison.Ordinal);
        Assert.Contains($" {disk.Device} ", mount, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_disks_come_and_go_and_nothing_stays()
    {
        string before = Leftovers();
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
            Assert.Equal(3, Mounts().Count(line => line.Contains($" {_folder.FullName}/scratch/", StringComparison.Ordinal)));
        }

        Assert.Equal(before, Leftovers());
    }

    [Fact]
    public void A_disk_in_use_vanishes_when_its_user_lets_go()
    {
        string before = Leftovers();
        using (ScratchDisks disks = ScratchDisks.Start(Options, NullLogger.Instance))
        {
            using FileStream held = File.Create(Path.Combine(disks.Take(512).HostPath, "held"));
            disks.Dispose();
            Assert.DoesNotContain(Mounts(), line => line.Contains(_folder.FullName, StringComparison.Ordinal));
        }

        Assert.Equal(before, Leftovers());
    }

    [Fact]
    public void What_a_killed_server_left_is_removed_by_the_next()
    {
        string before = Leftovers();
        using (ScratchDisks killed = ScratchDisks.Start(Options, NullLogger.Instance))
        {
            _ = killed.Take(512);
            _ = killed.Take(600);
            Assert.NotEqual(before, Leftovers());

            // A killed process leaves the mounts and closes its files; the next start must not need anything that only lived in its memory.
            ScratchDisks next = ScratchDisks.Start(Options, NullLogger.Instance);
            Assert.NotEmpty(next.Take(512).HostPath);
            next.Dispose();
            Assert.DoesNotContain(Mounts(), line => line.Contains(_folder.FullName, StringComparison.Ordinal));
        }

        Assert.Equal(before, Leftovers());
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private static string[] Mounts() => File.ReadAllLines("/proc/self/mountinfo");

    /// <summary>What a disk needs on the machine: mounts and files in the folder, and devices whose file has no name any more.</summary>
    private string Leftovers() => string.Join(
        '\n',
        Mounts().Where(line => line.Contains(_folder.FullName, StringComparison.Ordinal))
            .Concat(Directory.EnumerateFileSystemEntries(_folder.FullName, "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateDirectories("/sys/block", "loop*")
                .Select(device => Path.Combine(device, "loop", "backing_file"))
                .Where(File.Exists)
                .Select(File.ReadAllText)
                .Where(file => file.StartsWith(_folder.FullName, StringComparison.Ordinal))));
}
