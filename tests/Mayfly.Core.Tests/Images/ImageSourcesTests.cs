using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Core.Images;
using Mayfly.Functional.Tests.Packages;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Tests.Images;

/// <summary>What URIs of layouts mean, and what is refused.</summary>
public sealed class ImageSourcesTests : IDisposable
{
    private const string AnyDigest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly ImageLayout _layout = new();

    [Fact]
    public async Task A_tag_a_digest_and_the_only_image_lead_to_it()
    {
        string digest = Add("v1");

        Assert.Equal(digest, await ResolveAsync(_layout.Uri("v1")));
        Assert.Equal(digest, await ResolveAsync($"oci:{_layout.Folder}"));
        Assert.Equal(digest, await ResolveAsync($"oci:{_layout.Folder}@{digest}"));
    }

    [Fact]
    public async Task Of_several_without_a_tag_the_latest_is_meant()
    {
        Add("v1");
        Assert.Equal(Add("latest"), await ResolveAsync($"oci:{_layout.Folder}"));
    }

    [Fact]
    public async Task A_name_with_its_registry_is_found_by_its_tag()
    {
        Assert.Equal(Add("r.example/app:v1"), await ResolveAsync(_layout.Uri("v1")));
    }

    [Theory]
    [InlineData("oci:/no/such/folder:v1", ImageFault.NotFound, "is no folder in the OCI image layout")]
    [InlineData("oci:LAYOUT:none", ImageFault.NotFound, "no image named none: it has one, two")]
    [InlineData("oci:LAYOUT", ImageFault.NotFound, "several images and none named latest")]
    [InlineData("oci:LAYOUT@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", ImageFault.NotFound, "it has no blobs/sha256/0123")]
    internal async Task What_is_not_there_is_said(string uri, ImageFault fault, string message)
    {
        Add("one");
        Add("two");

        await RefusedAsync(uri.Replace("LAYOUT", _layout.Folder, StringComparison.Ordinal), fault, message);
    }

    [Theory]
    [InlineData("application/vnd.oci.image.layer.v1.tar+zstd")]
    [InlineData("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip")]
    [InlineData("application/vnd.in-toto+json")]
    public async Task Layers_of_kinds_that_AWS_does_not_run_are_refused(string kind)
    {
        _layout.Tag("v", _layout.AddImage([], [LayerEntry.Archive(LayerEntry.File("a", "a"))], layerKind: kind));

        await RefusedAsync(_layout.Uri("v"), ImageFault.Unsupported, $"one of its layers is of the kind {kind}");
    }

    [Fact]
    public async Task An_image_for_another_machine_is_refused()
    {
        _layout.Tag("v", _layout.AddImage([], [LayerEntry.Archive()], ImageLayout.OtherArchitecture));

        await RefusedAsync(_layout.Uri("v"), ImageFault.OtherArchitecture, $"it is for linux/{ImageLayout.OtherArchitecture}");
    }

    [Theory]
    [InlineData("""{"Env":[null]}""")]
    [InlineData("""{"Entrypoint":[null]}""")]
    [InlineData("""{"Cmd":["a",null]}""")]
    public async Task A_configuration_with_nothing_in_a_list_is_refused(string execution)
    {
        string digest = _layout.Add("v", JsonNode.Parse(execution)!.AsObject(), [LayerEntry.File("a", "a")]);

        await RefusedAsync($"oci:{_layout.Folder}@{digest}", ImageFault.Invalid, "null");
    }

    [Theory]
    [InlineData("not JSON", ImageFault.Invalid)]
    [InlineData("[]", ImageFault.Invalid)]
    [InlineData("null", ImageFault.Invalid)]
    [InlineData("{}", ImageFault.Unsupported)]
    [InlineData("""{"schemaVersion":2,"manifests":[null]}""", ImageFault.Invalid)]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"DIGEST"},"layers":[null]}""", ImageFault.Invalid)]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"DIGEST"},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"DIGEST","size":-1}]}""", ImageFault.Invalid)]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"DIGEST"},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"DIGEST","size":10737418241}]}""", ImageFault.Invalid)]
    [InlineData("""{"schemaVersion":1,"name":"old","fsLayers":[]}""", ImageFault.Unsupported)]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha512:00"},"layers":[]}""", ImageFault.Unsupported)]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:../../../../etc/passwd"},"layers":[]}""", ImageFault.Unsupported)]
    [InlineData("""{"schemaVersion":2,"manifests":[{"digest":"sha256:../../x"}]}""", ImageFault.Unsupported)]
    [InlineData("""{"schemaVersion":2,"manifests":[]}""", ImageFault.OtherArchitecture)]
    internal async Task Documents_that_cannot_be_are_refused(string document, ImageFault fault)
    {
        await RefusedAsync($"oci:{_layout.Folder}@{Write(document.Replace("DIGEST", AnyDigest, StringComparison.Ordinal))}", fault, "");
    }

    [Fact]
    public async Task A_configuration_that_does_not_fit_is_refused()
    {
        string digest = Add("v1");
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(_layout.BlobFile(digest)))!;
        JsonNode layer = manifest["layers"]![0]!.DeepClone();
        manifest["layers"]!.AsArray().Add(layer);

        await RefusedAsync($"oci:{_layout.Folder}@{Write(manifest.ToJsonString())}", ImageFault.Invalid, "do not have the same number of layers");
    }

    [Fact]
    public async Task A_file_that_is_not_what_its_name_says_is_refused()
    {
        string digest = Add("v1");
        File.AppendAllText(_layout.BlobFile(digest), " ");

        await RefusedAsync(_layout.Uri("v1"), ImageFault.Invalid, "has another content");
    }

    [Fact]
    public async Task A_layer_of_another_size_than_its_manifest_says_is_refused_before_it_is_read()
    {
        string digest = Add("v1");
        string layer = (string)JsonNode.Parse(File.ReadAllText(_layout.BlobFile(digest)))!["layers"]![0]!["digest"]!;
        File.AppendAllText(_layout.BlobFile(layer), " ");
        OciLayout layouts = new(Options.Create(new ImageOptions { LocalLayouts = true }));
        Assert.True(ImageUri.TryParse(_layout.Uri("v1"), out ImageUri? uri));
        ImageManifest manifest = ImageManifest.Read(File.ReadAllBytes(_layout.BlobFile(digest)));

        ImageException refused = await Assert.ThrowsAsync<ImageException>(() => layouts.FetchAsync(
            uri,
            manifest,
            open =>
            {
                open(layer).Dispose();
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken));

        Assert.Equal(ImageFault.Invalid, refused.Fault);
        Assert.Contains("another size", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_can_be_switched_off()
    {
        Add("v1");
        ImageSources sources = new(new OciLayout(Options.Create(new ImageOptions { LocalLayouts = false })), registries: null!);
        Assert.True(ImageUri.TryParse(_layout.Uri("v1"), out ImageUri? uri));

        ImageException refused = await Assert.ThrowsAsync<ImageException>(() => sources.ResolveAsync(uri, TestContext.Current.CancellationToken));

        Assert.Equal(ImageFault.AccessDenied, refused.Fault);
    }

    public void Dispose() => _layout.Dispose();

    private string Add(string tag) => _layout.Add(tag, [], [LayerEntry.File("which", tag)]);

    private string Write(string document)
    {
        string digest = ImageDigest.Of(Encoding.UTF8.GetBytes(document));
        File.WriteAllText(_layout.BlobFile(digest), document);
        return digest;
    }

    private static async Task<string> ResolveAsync(string text)
    {
        ImageSources sources = new(new OciLayout(Options.Create(new ImageOptions { LocalLayouts = true })), registries: null!);
        Assert.True(ImageUri.TryParse(text, out ImageUri? uri));
        return (await sources.ResolveAsync(uri, TestContext.Current.CancellationToken)).Digest;
    }

    private static async Task RefusedAsync(string uri, ImageFault fault, string message)
    {
        ImageException refused = await Assert.ThrowsAsync<ImageException>(() => ResolveAsync(uri));

        Assert.Equal(fault, refused.Fault);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }
}
