using System.Formats.Tar;
using System.Text;
using CsCheck;
using Mayfly.Core.Images.Tar;
using TarEntry = Mayfly.Core.Images.Tar.TarEntry;
using TarReader = Mayfly.Core.Images.Tar.TarReader;

namespace Mayfly.Core.Tests.Images;

public sealed class TarReaderTests
{
    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Entries_come_out_as_they_went_in(TarEntryFormat format)
    {
        string longName = format switch
        {
            TarEntryFormat.V7 => new string('n', 90),
            TarEntryFormat.Ustar => $"{new string('p', 120)}/{new string('n', 90)}",
            _ => string.Join('/', Enumerable.Repeat(new string('d', 60), 10)) + "/é",
        };
        byte[] archive = Write(format, writer =>
        {
            writer(TarEntryType.Directory, "folder/", null, null);
            writer(format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile, "folder/file", null, new string('x', 1000));
            writer(format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile, longName, null, "");
            writer(TarEntryType.SymbolicLink, "link", "folder/file", null);
            writer(TarEntryType.HardLink, "twin", "folder/file", null);
        });

        List<(TarEntry Entry, string Content)> read = Read(archive);

        Assert.Equal(
            [
                (TarEntryKind.Folder, "folder/", ""), (TarEntryKind.File, "folder/file", ""), (TarEntryKind.File, longName, ""), (TarEntryKind.SymbolicLink, "link", "folder/file"),
                (TarEntryKind.HardLink, "twin", "folder/file"),
            ],
            read.Select(one => (one.Entry.Kind, Encoding.UTF8.GetString(one.Entry.Path), Encoding.UTF8.GetString(one.Entry.LinkTarget))));
        Assert.Equal(["", new string('x', 1000), "", "", ""], read.Select(one => one.Content));
        Assert.All(read, one => Assert.Equal((0x1A4, 1_000_000_000), (one.Entry.Mode, one.Entry.ModifiedSeconds)));
    }

    [Fact]
    public void What_is_not_read_of_an_entry_is_skipped()
    {
        TarReader reader = new(new MemoryStream(Write(TarEntryFormat.Ustar, writer =>
        {
            writer(TarEntryType.RegularFile, "a", null, new string('x', 5000));
            writer(TarEntryType.RegularFile, "b", null, "b");
        })));

        Assert.Equal("a", Encoding.UTF8.GetString(reader.Next()!.Path));
        Assert.Equal(10, reader.Read(new byte[10]));
        Assert.Equal("b", Encoding.UTF8.GetString(reader.Next()!.Path));
        Assert.Null(reader.Next());
    }

    [Fact]
    public void An_archive_may_end_without_its_two_empty_blocks_and_its_last_padding()
    {
        byte[] archive = Write(TarEntryFormat.Ustar, writer => writer(TarEntryType.RegularFile, "a", null, "a"));

        Assert.Single(Read(archive[..1024]));
        Assert.Single(Read(archive[..900]));
        Assert.Single(Read(archive[..513]));
        Assert.Empty(Read([]));
    }

    public static TheoryData<string, byte[]> Bad()
    {
        byte[] good = Write(TarEntryFormat.Ustar, writer => writer(TarEntryType.RegularFile, "a", null, "content"));
        return new TheoryData<string, byte[]>
        {
            { "cut off in a header", good[..300] },
            { "cut off in content", good[..515] },
            { "a wrong checksum", With(good, 0, (byte)'b') },
            { "a size that is no number", Signed(With(good, 124, (byte)'x')) },
            { "a negative size", Signed(With(good, 124, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)) },
            { "a size beyond numbers", Signed(With(good, 124, 0x80, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)) },
            { "an unknown kind", Signed(With(good, 156, (byte)'Z')) },
            { "a sparse file of GNU's", Signed(With(good, 156, (byte)'S')) },
            { "a record without an end", Pax("99 path=a\n") },
            { "a record without a length", Pax("path=a\n") },
            { "a record of no length", Pax("0 path=a\n") },
            { "a record without a name", Pax("5 aa\n") },
            { "a name with a zero byte", Pax("10 path=a\0\n") },
            { "a size that is no number in a record", Pax("10 size=x\n") },
            { "a sparse file of pax", Pax("22 GNU.sparse.major=1\n") },
            { "a record of a gigabyte", Signed(With(Signed(With(good, 156, (byte)'x')), 124, [.. "10000000000\0"u8])) },
            { "a record of an entry that does not come", [.. Pax("10 path=a\n").AsSpan(0, 1024), .. new byte[1024]] },
        };
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Bad))]
    public void What_cannot_be_read_is_refused(string what, byte[] archive)
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => Read(archive));

        Assert.StartsWith("The archive ", refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(what);
    }

    [Fact]
    public void Whatever_becomes_of_an_archive_it_is_read_or_refused()
    {
        byte[] good = Write(TarEntryFormat.Pax, writer =>
        {
            writer(TarEntryType.RegularFile, new string('n', 200), null, "content");
            writer(TarEntryType.SymbolicLink, "l", new string('t', 200), null);
        });
        Gen<(int At, byte Value)[]> changes = Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[1, 4];
        Gen.Select(changes, Gen.Bool, Gen.Int[0, good.Length]).Sample((changed, signed, length) =>
        {
            byte[] archive = [.. good];
            foreach ((int at, byte value) in changed)
            {
                archive[at] = value;
            }

            try
            {
                Read((signed ? Signed(archive) : archive)[..length]);
            }
            catch (InvalidDataException)
            {
                // Refused.
            }
        });
    }

    private static byte[] Write(TarEntryFormat format, Action<Action<TarEntryType, string, string?, string?>> fill)
    {
        using MemoryStream archive = new();
        using (TarWriter writer = new(archive, format, leaveOpen: true))
        {
            fill((kind, name, link, content) =>
            {
                System.Formats.Tar.TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(kind, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(kind, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(kind, name),
                    _ => new PaxTarEntry(kind, name),
                };
                entry.Mode = (UnixFileMode)0x1A4;
                entry.ModificationTime = DateTimeOffset.FromUnixTimeSeconds(1_000_000_000);
                if (link is not null)
                {
                    entry.LinkName = link;
                }

                if (content is not null)
                {
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                }

                writer.WriteEntry(entry);
            });
        }

        return archive.ToArray();
    }

    private static List<(TarEntry Entry, string Content)> Read(byte[] archive)
    {
        TarReader reader = new(new MemoryStream(archive));
        List<(TarEntry, string)> entries = [];
        while (reader.Next() is { } entry)
        {
            byte[] buffer = new byte[64];
            StringBuilder content = new();
            for (int count = reader.Read(buffer); count > 0; count = reader.Read(buffer))
            {
                content.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }

            entries.Add((entry, content.ToString()));
        }

        return entries;
    }

    /// <summary>A pax record before an entry.</summary>
    private static byte[] Pax(string records)
    {
        byte[] header = Write(TarEntryFormat.Ustar, writer => writer(TarEntryType.RegularFile, "pax", null, records))[..1024];
        return [.. Signed(With(header, 156, (byte)'x')), .. Write(TarEntryFormat.Ustar, writer => writer(TarEntryType.RegularFile, "a", null, "a"))];
    }

    private static byte[] With(byte[] archive, int at, params byte[] bytes)
    {
        byte[] changed = [.. archive];
        bytes.CopyTo(changed, at);
        return changed;
    }

    /// <summary>The first header's checksum set right.</summary>
    private static byte[] Signed(byte[] archive)
    {
        byte[] signed = [.. archive];
        if (signed.Length >= 512)
        {
            signed.AsSpan(148, 8).Fill((byte)' ');
            Encoding.ASCII.GetBytes($"{Convert.ToString(signed.AsSpan(0, 512).ToArray().Sum(static part => part), 8).PadLeft(6, '0')}\0 ").CopyTo(signed, 148);
        }

        return signed;
    }
}
