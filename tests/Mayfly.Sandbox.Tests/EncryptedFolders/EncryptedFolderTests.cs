using System.Text;
using Mayfly.Sandbox.EncryptedFolders;

namespace Mayfly.Sandbox.Tests.EncryptedFolders;

public sealed class EncryptedFolderTests : IDisposable
{
    private const long Size = 64 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("mayfly-encrypted-").FullName;

    [Fact]
    public void What_is_written_can_be_read_and_its_disk_holds_no_word_of_it()
    {
        string word = $"a-word-that-nobody-knows-{Guid.NewGuid():N}";
        string content = string.Concat(Enumerable.Repeat(word + "\n", 10_000));
        using EncryptedFolder folder = EncryptedFolder.Mount(MountPoint, _folder, Size);
        string file = Path.Combine(folder.Path, word);
        File.WriteAllText(file, content);
        using (FileStream flushed = File.OpenWrite(file))
        {
            flushed.Flush(flushToDisk: true);
        }

        Assert.Equal(content, File.ReadAllText(file));
        using FileStream disk = File.OpenRead(Device());
        Assert.Equal(-1, IndexIn(disk, Encoding.UTF8.GetBytes(word)));
    }

    [Fact]
    public void It_is_bounded_takes_no_set_user_id_programs_and_leaves_nothing()
    {
        using (EncryptedFolder folder = EncryptedFolder.Mount(MountPoint, _folder, Size))
        {
            string mount = Assert.Single(Mounts());
            Assert.Contains("nosuid", mount, StringComparison.Ordinal);
            Assert.Contains("nodev", mount, StringComparison.Ordinal);
            Assert.Throws<IOException>(() => File.WriteAllBytes(Path.Combine(folder.Path, "large"), new byte[Size + 1]));
        }

        Assert.Empty(Mounts());
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void What_a_killed_server_left_is_gone_after_mounting_anew()
    {
        EncryptedFolder left = EncryptedFolder.Mount(MountPoint, _folder, Size);
        File.WriteAllText(Path.Combine(left.Path, "secret"), "left");

        using EncryptedFolder folder = EncryptedFolder.Mount(MountPoint, _folder, Size);

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Assert.Single(Mounts());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string MountPoint => Path.Combine(_folder, "mount");

    private string Device() => Assert.Single(Mounts()).Split(' ')[0];

    private string[] Mounts() => [.. File.ReadLines("/proc/mounts").Where(line => line.Contains($" {MountPoint} ext4 ", StringComparison.Ordinal))];

    private static int IndexIn(Stream stream, byte[] word)
    {
        byte[] all = new byte[Size];
        stream.ReadExactly(all);
        return all.AsSpan().IndexOf(word);
    }
}
