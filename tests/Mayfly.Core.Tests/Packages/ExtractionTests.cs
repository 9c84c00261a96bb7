using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Tests.Packages;

public sealed class ExtractionTests
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    [Fact]
    public void Files_folders_and_links_come_out_as_they_went_in()
    {
        using TemporaryFolder folder = new();
        string target = folder.Of("code");

        Extract(target, ZipForge.Make(
            new ForgedEntry("bootstrap", "#!/bin/sh\n") { Mode = 0x81c0 },
            new ForgedEntry("lib/secret.js", "x = 1") { Mode = 0x8180, Deflate = true },
            new ForgedEntry("empty/"),
            new ForgedEntry("./from/windows.txt", "y"),
            new ForgedEntry("lib/again.js", "secret.js") { Mode = ForgedEntry.Link },
            new ForgedEntry("deep/er/up", "../../lib") { Mode = ForgedEntry.Link }));

        Assert.Equal("#!/bin/sh\n", File.ReadAllText(Path.Combine(target, "bootstrap")));
        Assert.Equal(Executable, File.GetUnixFileMode(Path.Combine(target, "bootstrap")));
        Assert.Equal(Readable, File.GetUnixFileMode(Path.Combine(target, "lib/secret.js")));
        Assert.Equal(Readable, File.GetUnixFileMode(Path.Combine(target, "from/windows.txt")));
        Assert.Equal(Executable, File.GetUnixFileMode(Path.Combine(target, "empty")));
        Assert.Equal(Executable, File.GetUnixFileMode(Path.Combine(target, "lib")));
        Assert.Equal("secret.js", new FileInfo(Path.Combine(target, "lib/again.js")).LinkTarget);
        Assert.Equal("x = 1", File.ReadAllText(Path.Combine(target, "deep/er/up/secret.js")));
    }

    [Fact]
    public void Times_are_those_of_the_archive_to_the_second_where_it_tells()
    {
        using TemporaryFolder folder = new();
        byte[] extra = [0x55, 0x54, 5, 0, 1, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(extra.AsSpan(5), 1_700_000_001);

        Extract(folder.Of("code"), ZipForge.Make(new ForgedEntry("exact", "1") { Extra = extra }, new ForgedEntry("dos", "2")));

        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1_700_000_001), File.GetLastWriteTimeUtc(folder.Of("code/exact")));
        Assert.Equal(new DateTime(2024, 6, 8, 0, 0, 0, DateTimeKind.Utc), File.GetLastWriteTimeUtc(folder.Of("code/dos")));
    }

    [Fact]
    public void Archives_of_other_programs_are_read()
    {
        using TemporaryFolder folder = new();
        using MemoryStream buffer = new();
        using (ZipArchive writer = new(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = writer.CreateEntry("größe/✓.txt", CompressionLevel.SmallestSize).Open();
            entry.Write(Encoding.UTF8.GetBytes(new string('z', 300_000)));
        }

        Extract(folder.Of("code"), buffer.ToArray());

        Assert.Equal(300_000, new FileInfo(folder.Of("code/größe/✓.txt")).Length);
    }

    [Fact]
    public void ZIP64_archives_and_comments_are_read()
    {
        Assert.Null(PackageArchive.Read(ZipForge.Make([new ForgedEntry("a", "x")], zip64: true), out _));
        Assert.Null(PackageArchive.Read(ZipForge.Make([new ForgedEntry("a", "x")], comment: "made by hand, PK\u0005\u0006 and all that follows"), out _));
    }

    private static void Extract(string target, byte[] zip)
    {
        Assert.Null(PackageArchive.Read(zip, out PackageArchive? archive));
        Assert.Null(archive!.Verify(TestContext.Current.CancellationToken));
        PackageExtractor.Extract(archive, target, TestContext.Current.CancellationToken);
    }
}
