using System.Formats.Tar;
using CsCheck;
using Mayfly.Core.Images;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Core.Tests.Images;

/// <summary>How layers come to lie over each other, and what they cannot do.</summary>
public sealed class LayerTests
{
    private static readonly string[] _mountPoints = ["dev", "etc", "proc", "tmp"];

    [Fact]
    public async Task Later_layers_add_replace_and_take_away()
    {
        using UnpackedImage image = new();
        await image.UnpackAsync(
            [LayerEntry.File("a/kept", "1"), LayerEntry.File("a/replaced", "1"), LayerEntry.File("a/removed", "1"), LayerEntry.File("b/x", "1"), LayerEntry.File("c/deep/x", "1")],
            [LayerEntry.File("a/replaced", "2"), LayerEntry.Whiteout("a/removed"), LayerEntry.Whiteout("b"), LayerEntry.File("c", "a file now")]);

        Assert.Equal([.. new[] { "a", "c" }.Concat(_mountPoints).Order(StringComparer.Ordinal)], image.Names());
        Assert.Equal(["kept", "replaced"], image.Names("a"));
        Assert.Equal(("2", "a file now"), (image.Read("a/replaced"), image.Read("c")));
    }

    [Fact]
    public async Task Whiteouts_are_of_layers_below_whatever_the_order_in_the_archive()
    {
        using UnpackedImage image = new();
        await image.UnpackAsync(
            [LayerEntry.File("d/old", "1"), LayerEntry.File("d/both", "1"), LayerEntry.File("d/sub/old", "1"), LayerEntry.File("e/both", "1")],
            [LayerEntry.File("d/both", "2"), LayerEntry.File("d/sub/new", "2"), LayerEntry.Opaque("d"), LayerEntry.File("d/new", "2"), LayerEntry.File("e/both", "2"), LayerEntry.Whiteout("e/both")]);

        Assert.Equal(["both", "new", "sub"], image.Names("d"));
        Assert.Equal(["new"], image.Names("d/sub"));
        Assert.Equal(("2", "2"), (image.Read("d/both"), image.Read("e/both")));
    }

    [Fact]
    public async Task Links_of_layers_below_are_followed_within_the_image()
    {
        using UnpackedImage image = new();
        await image.UnpackAsync(
            [LayerEntry.Folder("usr/lib"), LayerEntry.Link("lib", "usr/lib"), LayerEntry.Link("opt", "/usr"), LayerEntry.File("usr/one", "1")],
            [LayerEntry.File("lib/added", "2"), LayerEntry.File("opt/two", "2"), LayerEntry.HardLink("usr/twin", "opt/one")]);

        Assert.Equal(["added"], image.Names("usr/lib"));
        Assert.Equal(["lib", "one", "twin", "two"], image.Names("usr"));
        Assert.Equal("1", image.Read("usr/twin"));
        Assert.NotNull(new DirectoryInfo(Path.Combine(image.Root, "lib")).LinkTarget);
    }

    [Fact]
    public async Task Of_modes_only_permissions_are_kept_and_devices_not_at_all()
    {
        using UnpackedImage image = new();
        await image.UnpackAsync(
        [
            LayerEntry.File("bin/su", "x") with { Mode = (UnixFileMode)0xFED }, LayerEntry.Folder("private", (UnixFileMode)0x1C0), LayerEntry.File("dev/x", "") with { Kind = TarEntryType.CharacterDevice },
            LayerEntry.File("pipe", "") with { Kind = TarEntryType.Fifo },
        ]);

        Assert.Equal((UnixFileMode)0x1ED, File.GetUnixFileMode(Path.Combine(image.Root, "bin/su")));
        Assert.Equal((UnixFileMode)0x1C0, File.GetUnixFileMode(Path.Combine(image.Root, "private")));
        Assert.Equal((UnixFileMode)0x1ED, File.GetUnixFileMode(image.Root));
        Assert.Empty(image.Names("dev"));
        Assert.False(image.Exists("pipe"));
        Assert.Equal(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), File.GetLastWriteTimeUtc(Path.Combine(image.Root, "bin/su")));
    }

    [Fact]
    public async Task There_is_something_to_mount_a_sandboxs_own_files_on_whatever_the_image_has_there()
    {
        using UnpackedImage image = new();
        await image.UnpackAsync(
            [LayerEntry.Link("proc", "/etc"), LayerEntry.File("dev", "x"), LayerEntry.Link("tmp", image.Canary), LayerEntry.Folder("etc"), LayerEntry.Link("etc/resolv.conf", image.Canary), LayerEntry.Folder("etc/hosts/deep"), LayerEntry.File("etc/passwd", "mine")]);

        Assert.All(["proc", "dev", "tmp", "etc"], folder => Assert.Equal((true, null), (Directory.Exists(Path.Combine(image.Root, folder)), new DirectoryInfo(Path.Combine(image.Root, folder)).LinkTarget)));
        Assert.All(["etc/hosts", "etc/resolv.conf"], file => Assert.Equal((true, null), (File.Exists(Path.Combine(image.Root, file)), new FileInfo(Path.Combine(image.Root, file)).LinkTarget)));
        Assert.Equal("mine", image.Read("etc/passwd"));
        Assert.Equal("alive", File.ReadAllText(image.Canary));
    }

    [Fact]
    public async Task What_is_written_is_claimed_first()
    {
        using UnpackedImage image = new();
        await image.UnpackAsync([LayerEntry.Program("a", new byte[10_000]), LayerEntry.Folder("b"), LayerEntry.Link("c", "a")]);

        Assert.Equal(4096 + (3 * 4096) + 4096 + 4096, image.Claimed);
    }

    [Theory]
    [InlineData("../canary")]
    [InlineData("a/../../canary")]
    [InlineData("..")]
    public async Task A_path_that_leads_up_is_refused(string path)
    {
        using UnpackedImage image = new();
        await RefusedAsync(image, LayerEntry.File(path, "dead"));
    }

    [Fact]
    public async Task A_name_longer_than_Linux_takes_and_a_path_too_deep_are_refused()
    {
        using UnpackedImage image = new();
        await RefusedAsync(image, LayerEntry.File(new string('n', 256), "x"));
        await RefusedAsync(image, LayerEntry.File(string.Join('/', Enumerable.Repeat("d", 300)), "x"));
        await RefusedAsync(image, LayerEntry.File(string.Join('/', Enumerable.Repeat(new string('d', 200), 25)), "x"));
    }

    [Fact]
    public async Task What_leads_out_by_links_stays_inside_or_is_refused()
    {
        using UnpackedImage image = new();
        string outside = Path.GetDirectoryName(image.Canary)!;

        await image.UnpackAsync([LayerEntry.Link("up", "../../../../.."), LayerEntry.File("up/canary", "dead"), LayerEntry.Folder(outside[1..]), LayerEntry.Link("out", outside), LayerEntry.File("out/canary", "dead"), LayerEntry.Whiteout("out/other")]);
        Assert.Equal("dead", image.Read("canary"));
        await RefusedAsync(image, LayerEntry.Link("away", "/no/such/folder"), LayerEntry.File("away/canary", "dead"));
        await RefusedAsync(image, LayerEntry.HardLink("twin", image.Canary));
        await RefusedAsync(image, LayerEntry.Link("loop", "loop"), LayerEntry.File("loop/x", "x"));
    }

    [Fact]
    public async Task A_bomb_goes_off_at_the_limit()
    {
        using UnpackedImage image = new();
        byte[] zeros = LayerEntry.Archive(LayerEntry.Program("zeros", new byte[8 << 20]));

        ImageException refused = await Assert.ThrowsAsync<ImageException>(() => image.UnpackArchivesAsync(4 << 20, zeros));
        Assert.Contains("larger, uncompressed", refused.Message, StringComparison.Ordinal);

        // After the archive's end, too, where nobody looks.
        refused = await Assert.ThrowsAsync<ImageException>(() => image.UnpackArchivesAsync(4 << 20, [.. LayerEntry.Archive(LayerEntry.File("a", "a")), .. new byte[8 << 20]]));
        Assert.Contains("larger, uncompressed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_that_only_paths_bring_are_claimed_and_limited()
    {
        using UnpackedImage image = new();
        byte[] deep = LayerEntry.Archive(LayerEntry.File(string.Join('/', Enumerable.Repeat("folder", 200)), "x"));

        ImageException refused = await Assert.ThrowsAsync<ImageException>(() => image.UnpackArchivesAsync(4 << 20, deep));
        Assert.Contains("more, or longer, paths", refused.Message, StringComparison.Ordinal);

        image.Clear();
        long before = image.Claimed;
        await image.UnpackArchivesAsync(8 << 20, deep);
        Assert.Equal((2 + 199) * 4096, image.Claimed - before);
    }

    [Fact]
    public async Task A_layer_that_is_not_what_the_configuration_says_is_refused()
    {
        using UnpackedImage image = new();
        string digest = image.Layout.Add("v", [], [LayerEntry.File("a", "a")]);
        string other = image.Layout.Add("w", [], [LayerEntry.File("a", "b")]);
        System.Text.Json.Nodes.JsonNode manifest = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(image.Layout.BlobFile(digest)))!;
        manifest["layers"] = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(image.Layout.BlobFile(other)))!["layers"]!.DeepClone();
        byte[] forged = System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString());
        File.WriteAllBytes(image.Layout.BlobFile(ImageDigest.Of(forged)), forged);
        using ImageFetcher fetcher = image.Fetcher;
        await fetcher.EnsureAsync(new ImageReference(image.Layout.Uri("v"), ImageDigest.Of(forged)));

        ImageUnpacker unpacker = new(image.Store, Microsoft.Extensions.Logging.Abstractions.NullLogger<ImageUnpacker>.Instance);
        Directory.CreateDirectory(Path.GetDirectoryName(image.Root)!);
        ImageException refused = await Assert.ThrowsAsync<ImageException>(() => unpacker.ExtractAsync(ImageDigest.Hex(ImageDigest.Of(forged)), image.Root, _ => { }));

        Assert.Equal(ImageFault.Invalid, refused.Fault);
        Assert.Contains("is not, uncompressed, what", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_layers_do_nothing_outside_changes()
    {
        string[] names = ["a", "b", "a/b", "a/b/c", "up/canary", "up/../canary", "/etc/x", "./a", "a//b"];

        // None leads, should it ever be followed, to anything but the test's own folder.
        using UnpackedImage place = new();
        string[] targets = ["..", "../..", "../../../..", "a", "../../../../../canary", Path.GetDirectoryName(place.Canary)!];
        Gen<LayerEntry> entry = Gen.OneOf(
            Gen.OneOf(names).Select(name => LayerEntry.File(name, "dead")),
            Gen.OneOf(names).Select(name => LayerEntry.Folder(name)),
            Gen.OneOf(names).Select(LayerEntry.Whiteout),
            Gen.OneOf(names).Select(LayerEntry.Opaque),
            Gen.Select(Gen.OneOf([.. names, "up"]), Gen.OneOf(targets), LayerEntry.Link),
            Gen.Select(Gen.OneOf(names), Gen.OneOf([.. names, .. targets]), LayerEntry.HardLink));
        entry.Array[1, 8].Array[1, 3].Sample(
            layers =>
            {
                UnpackedImage image = place;
                image.Clear();
                try
                {
                    image.UnpackAsync(layers).GetAwaiter().GetResult();
                }
                catch (ImageException refused) when (refused.Fault == ImageFault.Invalid)
                {
                    // As good as unpacked inside.
                }

                return File.ReadAllText(image.Canary) == "alive" && Directory.GetFileSystemEntries(Path.GetDirectoryName(image.Canary)!).Length == 2;
            },
            iter: 150,
            threads: 1);
    }

    private static async Task RefusedAsync(UnpackedImage image, params LayerEntry[] entries)
    {
        ImageException refused = await Assert.ThrowsAsync<ImageException>(() => image.UnpackAsync(entries));

        Assert.Equal(ImageFault.Invalid, refused.Fault);
        Assert.Equal("alive", File.ReadAllText(image.Canary));
        new ImageUnpacker(image.Store, Microsoft.Extensions.Logging.Abstractions.NullLogger<ImageUnpacker>.Instance).Delete(image.Root);
    }
}
