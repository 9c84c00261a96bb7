using Mayfly.Storage.Encryption;
using Mayfly.Storage.Files;
using Mayfly.Storage.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mayfly.Storage.Tests.Files;

public sealed class FilePackageStoreTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly DataFolder _folder;
    private readonly FilePackageStore _store;

    public FilePackageStoreTests()
    {
        _folder = new DataFolder(Options.Create(new StorageOptions { DataDirectory = _temporary.Of("data") }));
        _store = new FilePackageStore(_folder, new EnvelopeCipher(_folder.Keys));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_package_comes_out_as_it_went_in_and_is_stored_once()
    {
        byte[] archive = new byte[200_000];
        Random.Shared.NextBytes(archive);

        string package = await _store.PutAsync(archive, Cancel);
        Assert.Equal(package, await _store.PutAsync(archive, Cancel));

        Assert.Equal([package], _store.List());
        Assert.Equal(archive, await ReadAsync(package));
        await _store.DeleteAsync(package, Cancel);
        await _store.DeleteAsync(package, Cancel);
        Assert.Empty(_store.List());
        await Assert.ThrowsAsync<FileNotFoundException>(() => _store.OpenAsync(package, Cancel));
    }

    [Fact]
    public async Task What_a_crash_left_unfinished_is_gone_after_the_next_start()
    {
        string package = await _store.PutAsync("whole"u8.ToArray(), Cancel);
        string unfinished = Path.Combine(_folder.PackageDirectory, "incoming", "unfinished");
        await File.WriteAllTextAsync(unfinished, "half of", Cancel);

        using FilePackageStore reopened = new(_folder, new EnvelopeCipher(_folder.Keys));

        Assert.False(File.Exists(unfinished));
        Assert.Equal([package], reopened.List());
    }

    [Fact]
    public async Task A_package_file_under_anothers_name_does_not_open()
    {
        string one = await _store.PutAsync("one"u8.ToArray(), Cancel);
        string two = await _store.PutAsync("two"u8.ToArray(), Cancel);
        File.Copy(PathOf(one), PathOf(two), overwrite: true);

        await Assert.ThrowsAsync<SealedCorruptException>(() => ReadAsync(two));
    }

    [Fact]
    public async Task Rotation_rewraps_everything_while_packages_come_and_are_read()
    {
        string early = await _store.PutAsync("early"u8.ToArray(), Cancel);
        await using Stream reading = await _store.OpenAsync(early, Cancel);
        using KeyRotation rotation = new(_folder.Keys, [_store], NullLogger<KeyRotation>.Instance);
        Task<string[]> writing = Task.WhenAll(Enumerable.Range(0, 50).Select(index => Task.Run(() => _store.PutAsync(BitConverter.GetBytes(index), Cancel))));
        for (int round = 0; round < 5; round++)
        {
            await rotation.RotateAsync(Cancel);
        }

        string[] packages = await writing;

        Assert.Equal(1, _folder.Keys.Count);
        foreach (string package in packages.Append(early))
        {
            await ReadAsync(package);
        }

        using StreamReader text = new(reading);
        Assert.Equal("early", await text.ReadToEndAsync(Cancel));
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
        _temporary.Dispose();
    }

    private string PathOf(string package) => Path.Combine(_folder.PackageDirectory, package[..2], package + ".pkg");

    private async Task<byte[]> ReadAsync(string package)
    {
        await using Stream stream = await _store.OpenAsync(package, Cancel);
        byte[] bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, Cancel);
        return bytes;
    }
}
