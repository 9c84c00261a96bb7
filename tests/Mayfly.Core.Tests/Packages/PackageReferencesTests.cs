using Mayfly.Core.Images;
using Mayfly.Core.Packages;
using Mayfly.Core.Tests.Functions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Mayfly.Core.Tests.Packages;

public sealed class PackageReferencesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryPackageStore _store = new();
    private readonly HeldImages _images = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CodeFolder _code;
    private readonly CodeCache _cache;
    private readonly PackageReferences _references;

    public PackageReferencesTests()
    {
        _code = new CodeFolder(Options.Create(new CodeCacheOptions { RuntimeDirectory = _folder.Path, Instance = $"r{Environment.ProcessId % 1_000_000:x}" }), NullLogger<CodeFolder>.Instance);
        _cache = new CodeCache(_store, _code, NullLogger<CodeCache>.Instance);
        _references = new PackageReferences(_store, _cache, _images, _time, NullLogger<PackageReferences>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_package_goes_a_while_after_its_last_holder()
    {
        string package = await _references.StoreAsync("a"u8.ToArray(), Cancel);
        await _references.StoreAsync("a"u8.ToArray(), Cancel);

        _references.Release(package);
        _time.Advance(PackageReferences.Grace);
        Assert.Equal([package], _store.List());

        _references.Release(package);
        _time.Advance(PackageReferences.Grace / 2);
        Assert.Equal([package], _store.List());
        _time.Advance(PackageReferences.Grace);
        await _store.Deleted.Task.WaitAsync(Cancel);
        Assert.Empty(_store.List());
    }

    [Fact]
    public async Task Who_stores_it_again_in_the_meantime_keeps_it()
    {
        string package = await _references.StoreAsync("a"u8.ToArray(), Cancel);
        _references.Release(package);
        await _references.StoreAsync("a"u8.ToArray(), Cancel);

        _time.Advance(2 * PackageReferences.Grace);

        Assert.Equal([package], _store.List());
    }

    [Fact]
    public async Task A_sweep_takes_only_what_nobody_holds()
    {
        string held = await _references.StoreAsync("held"u8.ToArray(), Cancel);
        await _store.PutAsync("orphan"u8.ToArray(), Cancel);

        Assert.Equal(1, await _references.SweepAsync(Cancel));

        Assert.Equal([held], _store.List());
    }

    [Fact]
    public async Task Images_go_like_packages()
    {
        string held = ImageDigest.Of(new string('a', 64)), gone = ImageDigest.Of(new string('b', 64));
        _images.Fetched.UnionWith([held, gone, ImageDigest.Of(new string('c', 64))]);
        await _references.HoldAsync([held, gone]);

        Assert.Equal(1, await _references.SweepAsync(Cancel));
        _references.Release(gone);
        Assert.Equal(2, _images.Fetched.Count);
        _time.Advance(PackageReferences.Grace);

        Assert.Equal([ImageDigest.Of(new string('c', 64)), gone], _images.Deleted);
        Assert.Equal([held], _images.Fetched);
    }

    public void Dispose()
    {
        _references.Dispose();
        _cache.Dispose();
        _code.Dispose();
        _folder.Dispose();
    }
}
