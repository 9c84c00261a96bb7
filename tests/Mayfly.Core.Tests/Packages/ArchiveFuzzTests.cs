using CsCheck;
using Mayfly.Core.Packages;
using Mayfly.Core.Packages.Zip;

namespace Mayfly.Core.Tests.Packages;

public sealed class ArchiveFuzzTests
{
    private static readonly byte[][] _seeds =
    [
        ZipForge.Make(new ForgedEntry("index.js", "exports.handler = async () => 1") { Deflate = true }, new ForgedEntry("lib/a.js", "a")),
        ZipForge.Make([new ForgedEntry("a/b/c", "x"), new ForgedEntry("l", "a/b/c") { Mode = ForgedEntry.Link }, new ForgedEntry("d/")], zip64: true),
        ZipForge.Make([new ForgedEntry("bootstrap", "#!/bin/sh") { Mode = 0x81ed }], comment: "comment"),
    ];

    private static readonly Gen<byte[]> _mutated =
        from seed in Gen.Int[0, _seeds.Length - 1].Select(index => _seeds[index])
        from changes in Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte).List[1, 6]
        from cut in Gen.Frequency((9, Gen.Const(0)), (1, Gen.Int[0, 60]))
        select Mutate(seed, changes, cut);

    [Fact]
    public void Whatever_is_done_to_an_archive_it_is_refused_or_stays_inside_its_folder()
    {
        using TemporaryFolder folder = new();
        int next = 0;
        _mutated.Sample(
            zip =>
            {
                PackageFault? fault = PackageArchive.Read(zip, out PackageArchive? archive);
                if ((fault ?? archive!.Verify(CancellationToken.None)) is not null)
                {
                    return;
                }

                string outside = folder.Of($"{Interlocked.Increment(ref next)}");
                string inside = Path.Combine(outside, "code");
                Directory.CreateDirectory(outside);
                PackageExtractor.Extract(archive!, inside, CancellationToken.None);
                Assert.Equal([inside], Directory.GetFileSystemEntries(outside));
                foreach (string link in Directory.EnumerateFileSystemEntries(inside, "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).LinkTarget is not null))
                {
                    string resolved = Path.GetFullPath(new FileInfo(link).LinkTarget!, Path.GetDirectoryName(link)!);
                    Assert.StartsWith(inside, resolved, StringComparison.Ordinal);
                }
            },
            iter: 20_000,
            threads: 2);
    }

    [Fact]
    public void Random_bytes_are_refused() =>
        Gen.Byte.Array[0, 400].Sample(bytes => Assert.NotNull(PackageArchive.Read(bytes, out _)), iter: 5_000);

    [Fact]
    public void The_checksum_is_the_one_of_ISO_3309_however_the_bytes_are_cut()
    {
        Assert.Equal(0xcbf43926, Crc32.Append(0, "123456789"u8));
        Gen.Select(Gen.Byte.Array[0, 100], Gen.Int[0, 100]).Sample((bytes, cut) =>
        {
            cut = Math.Min(cut, bytes.Length);
            Assert.Equal(Crc32.Append(0, bytes), Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
        });
    }

    private static byte[] Mutate(byte[] seed, List<(int At, byte Value)> changes, int cut)
    {
        byte[] zip = [.. seed];
        foreach ((int at, byte value) in changes)
        {
            zip[at % zip.Length] = value;
        }

        return zip[..Math.Max(0, zip.Length - cut)];
    }
}
