using Mayfly.Sandbox.MemoryFolders;

namespace Mayfly.Sandbox.Tests.MemoryFolders;

public sealed class MemoryFileSystemTests
{
    private const UnixFileMode PassThrough = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    [Fact]
    public void What_a_killed_server_left_is_gone_after_mounting_anew()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting needs root.");
        string path = Directory.CreateTempSubdirectory("mayfly-memory-").FullName;
        try
        {
            // Twice without unmounting, as two killed servers leave it.
            _ = MemoryFileSystem.Mount(path, 1 << 20, PassThrough);
            File.WriteAllText(Path.Combine(path, "secret"), "left");
            _ = MemoryFileSystem.Mount(path, 1 << 20, PassThrough);

            Assert.Empty(Directory.GetFileSystemEntries(path));
            Assert.Single(Mounts(path));
        }
        finally
        {
            MemoryFileSystem.Unmount(path);
            Directory.Delete(path);
        }
    }

    [Fact]
    public void It_is_bounded_in_size_takes_no_set_user_id_programs_and_ends_with_its_disposal()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting needs root.");
        string path = Directory.CreateTempSubdirectory("mayfly-memory-").FullName;
        using (MemoryFileSystem memory = MemoryFileSystem.Mount(path, 1 << 20, PassThrough))
        {
            string mount = Assert.Single(Mounts(path));
            Assert.Contains("nosuid", mount, StringComparison.Ordinal);
            Assert.Contains("nodev", mount, StringComparison.Ordinal);
            Assert.Equal(PassThrough, File.GetUnixFileMode(memory.Path));
            Assert.Throws<IOException>(() => File.WriteAllBytes(Path.Combine(path, "large"), new byte[2 << 20]));
        }

        Assert.Empty(Mounts(path));
        Directory.Delete(path);
    }

    private static string[] Mounts(string path) => [.. File.ReadLines("/proc/mounts").Where(line => line.Contains($" {path} tmpfs ", StringComparison.Ordinal))];
}
