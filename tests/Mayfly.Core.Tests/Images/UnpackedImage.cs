using Mayfly.Core.Images;
using Mayfly.Core.Tests.Packages;
using Mayfly.Functional.Tests.Packages;
using Mayfly.Sandbox.RootFolders;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Tests.Images;

/// <summary>An image of a test's layers, on its way from a layout by the store to a folder.</summary>
internal sealed class UnpackedImage : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ImageLayout _layout = new();
    private readonly MemoryImageStore _store = new();

    /// <summary>Beside the folder: what a hostile image would like to change.</summary>
    public string Canary => Path.Combine(_folder.Path, "canary");

    /// <summary>So deep that a path which leads up, should one ever be followed, ends in this test's own folder.</summary>
    public string Root => Path.Combine(_folder.Path, "images", "a", "b", "c", "root");

    public long Claimed { get; private set; }

    public ImageLayout Layout => _layout;

    public ImageFetcher Fetcher => new(_store, new ImageSources(new OciLayout(Options.Create(new ImageOptions { LocalLayouts = true })), registries: null!), NullLogger<ImageFetcher>.Instance);

    public MemoryImageStore Store => _store;

    /// <summary>Unpacks layers, from the lowest up.</summary>
    public Task UnpackAsync(params LayerEntry[][] layers) => UnpackArchivesAsync(ImageUnpacker.LargestImage, [.. layers.Select(layer => LayerEntry.Archive(layer))]);

    public async Task UnpackArchivesAsync(long limit, params byte[][] layers)
    {
        File.WriteAllText(Canary, "alive");
        Directory.CreateDirectory(Path.GetDirectoryName(Root)!);
        string digest = _layout.AddArchives("v", [], layers);
        using ImageFetcher fetcher = Fetcher;
        await fetcher.EnsureAsync(new ImageReference(_layout.Uri("v"), digest));
        ImageUnpacker unpacker = new(_store, NullLogger<ImageUnpacker>.Instance) { Limit = limit };
        await unpacker.ExtractAsync(ImageDigest.Hex(digest), Root, more => Claimed += more);
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    public string[] Names(string path = "") => [.. new DirectoryInfo(Path.Combine(Root, path)).GetFileSystemInfos().Select(one => one.Name).Order(StringComparer.Ordinal)];

    /// <summary>Removes what was unpacked.</summary>
    public void Clear()
    {
        using RootFolderWriter writer = new(_folder.Path);
        writer.Remove("images"u8);
    }

    public void Dispose()
    {
        Clear();
        _layout.Dispose();
        _folder.Dispose();
    }
}
