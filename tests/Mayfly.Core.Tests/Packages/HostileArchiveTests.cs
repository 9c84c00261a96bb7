using Mayfly.Core.Packages;

namespace Mayfly.Core.Tests.Packages;

public sealed class HostileArchiveTests
{
    private const string Unreadable = "Could not unzip uploaded file. Please check your file, then try to upload again.";

    private static readonly ForgedEntry _good = new("index.js", "exports.handler = 1");

    public static TheoryData<string, byte[], string> Refused()
    {
        byte[] good = ZipForge.Make(_good);
        return new TheoryData<string, byte[], string>
        {
            { "nothing", [], "Uploaded file must be a non-empty zip" },
            { "no entries", ZipForge.Make(), "Uploaded file must be a non-empty zip" },
            { "only the root folder", ZipForge.Make(new ForgedEntry("./")), "Uploaded file must be a non-empty zip" },
            { "text", "just a random string"u8.ToArray(), Unreadable },
            { "cut off", good[..^5], Unreadable },
            { "cut off in front", good[5..], Unreadable },
            { "something in front", [1, 2, 3, .. good], Unreadable },
            { "parent", ZipForge.Make(_good, new ForgedEntry("../evil")), "outside of the package" },
            { "parent within", ZipForge.Make(_good, new ForgedEntry("a/../../evil")), "outside of the package" },
            { "absolute", ZipForge.Make(_good, new ForgedEntry("/etc/passwd")), "absolute path" },
            { "backslash", ZipForge.Make(_good, new ForgedEntry("..\\evil")), "backslash" },
            { "NUL", ZipForge.Make(_good, new ForgedEntry("a\0b")), "control characters" },
            { "newline", ZipForge.Make(_good, new ForgedEntry("a\nb")), "control characters" },
            { "not UTF-8", ZipForge.Make(_good, new ForgedEntry("x") { RawName = [0xff, 0xfe, 0x41] }), "not UTF-8" },
            { "no name", ZipForge.Make(_good, new ForgedEntry("")), "0 bytes long" },
            { "long name", ZipForge.Make(_good, new ForgedEntry(new string('a', 256))), "longer than 255 bytes" },
            { "long path", ZipForge.Make(_good, new ForgedEntry(string.Join('/', Enumerable.Repeat("abcdefghij", 200)))), "bytes long" },
            { "deep path", ZipForge.Make(_good, new ForgedEntry(string.Join('/', Enumerable.Repeat("a", 129)))), "folders deep" },
            { "twice", ZipForge.Make(_good, _good), "there twice" },
            { "twice, spelt differently", ZipForge.Make(_good, _good with { Name = ".//index.js" }), "there twice" },
            { "file and folder", ZipForge.Make(new ForgedEntry("a", "x"), new ForgedEntry("a/")), "there twice" },
            { "below a file", ZipForge.Make(new ForgedEntry("a", "x"), new ForgedEntry("a/b", "y")), "not a folder" },
            { "below a link", ZipForge.Make(new ForgedEntry("a", ".") { Mode = ForgedEntry.Link }, new ForgedEntry("a/b", "y")), "not a folder" },
            { "link to the root of the machine", ZipForge.Make(_good, new ForgedEntry("l", "/etc") { Mode = ForgedEntry.Link }), "leads out" },
            { "link to a parent", ZipForge.Make(_good, new ForgedEntry("d/l", "../../x") { Mode = ForgedEntry.Link }), "leads out" },
            { "link over a link", ZipForge.Make(new ForgedEntry("a/b/up", "../..") { Mode = ForgedEntry.Link }, new ForgedEntry("x", "a/b/up/../secret") { Mode = ForgedEntry.Link }), "leads out" },
            { "links in a ring", ZipForge.Make(new ForgedEntry("a", "b") { Mode = ForgedEntry.Link }, new ForgedEntry("b", "a") { Mode = ForgedEntry.Link }), "leads out" },
            { "empty link", ZipForge.Make(_good, new ForgedEntry("l", "") { Mode = ForgedEntry.Link }), "no usable target" },
            { "long link", ZipForge.Make(_good, new ForgedEntry("l", new string('x', 3000)) { Mode = ForgedEntry.Link }), "no usable target" },
            { "character device", ZipForge.Make(_good, new ForgedEntry("dev") { Mode = 0x21ff }), "neither a file" },
            { "block device", ZipForge.Make(_good, new ForgedEntry("dev") { Mode = 0x61ff }), "neither a file" },
            { "pipe", ZipForge.Make(_good, new ForgedEntry("pipe") { Mode = 0x11ff }), "neither a file" },
            { "socket", ZipForge.Make(_good, new ForgedEntry("socket") { Mode = 0xc1ff }), "neither a file" },
            { "folder with content", ZipForge.Make(_good, new ForgedEntry("d/", "content")), "has content" },
            { "encrypted", ZipForge.Make(_good with { Flags = 1 }), "encrypted" },
            { "unknown compression", ZipForge.Make(_good with { Method = 12 }), "method 12" },
            { "two names", ZipForge.Make(_good with { LocalName = "other.js" }), Unreadable },
            { "overlap", ZipForge.Make(_good, new ForgedEntry("index.js", "exports.handler = 1") { RawName = "index.js"u8.ToArray(), DeclaredOffset = 0 }), "overlap" },
            { "wrong checksum", ZipForge.Make(_good with { DeclaredCrc = 1 }), Unreadable },
            { "longer than it declares", ZipForge.Make(_good with { Deflate = true, DeclaredSize = 3 }), Unreadable },
            { "shorter than it declares", ZipForge.Make(_good with { Deflate = true, DeclaredSize = 300 }), Unreadable },
            { "not deflate", ZipForge.Make(_good with { Method = 8 }), Unreadable },
            { "data beyond the file", ZipForge.Make(_good with { DeclaredCompressedSize = 1_000_000 }), Unreadable },
            { "offset beyond the file", ZipForge.Make(_good with { DeclaredOffset = 0x7fffffff }), Unreadable },
            { "ZIP64 size without its field", ZipForge.Make(_good with { DeclaredSize = uint.MaxValue }), Unreadable },
            { "more entries than there are", ZipForge.Make([_good], declaredEntries: 2), Unreadable },
            { "fewer entries than there are", ZipForge.Make([_good, new ForgedEntry("b", "x")], declaredEntries: 1), Unreadable },
            { "directory elsewhere", ZipForge.Make([_good], declaredDirectory: 0), Unreadable },
            { "too large by what it declares", ZipForge.Make(_good with { DeclaredSize = 262_144_000 }), "Unzipped size must be smaller than 262144000 bytes" },
            { "too large together", ZipForge.Make(_good with { DeclaredSize = 200_000_000 }, new ForgedEntry("b", "x") { DeclaredSize = 100_000_000 }), "Unzipped size must be smaller than 262144000 bytes" },
        };
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_hostile_archive_is_refused_with_a_reason(string what, byte[] zip, string reason)
    {
        PackageFault? fault = PackageArchive.Read(zip, out PackageArchive? archive) ?? archive!.Verify(CancellationToken.None);

        Assert.True(fault is not null, $"The archive was taken: {what}");
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_is_stopped_at_what_it_declares()
    {
        // 64 MiB of zeros in 64 KiB, which claim to be ten bytes.
        ForgedEntry bomb = new("bomb", string.Empty) { Deflate = true, RawContent = new byte[64 << 20], DeclaredSize = 10 };
        byte[] zip = ZipForge.Make(bomb);

        PackageFault? fault = PackageArchive.Read(zip, out PackageArchive? archive) ?? archive!.Verify(CancellationToken.None);

        Assert.Equal(Unreadable, fault?.Message);
    }

    [Fact]
    public void More_entries_than_ZIP_counts_are_refused()
    {
        ForgedEntry[] entries = [.. Enumerable.Range(0, PackageLimits.Entries + 1).Select(index => new ForgedEntry($"f{index}"))];

        PackageFault? fault = PackageArchive.Read(ZipForge.Make(entries, zip64: true), out _);

        Assert.Contains("65536 entries", fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_begins_with_the_sentence_of_AWS()
    {
        PackageFault? fault = PackageArchive.Read(ZipForge.Make(new ForgedEntry("../evil")), out _);

        Assert.StartsWith(Unreadable, fault?.Message, StringComparison.Ordinal);
    }
}
