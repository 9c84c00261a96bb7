using System.Text;
using Mayfly.Core.Images;
using Mayfly.Storage.Encryption;
using Mayfly.Storage.Files;
using Mayfly.Storage.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mayfly.Storage.Tests.Files;

public sealed class FileImageStoreTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly DataFolder _folder;
    private readonly List<string> _opened = [];
    private FileImageStore _store;

    public FileImageStoreTests()
    {
        _folder = new DataFolder(Options.Create(new StorageOptions { DataDirectory = _temporary.Of("data") }));
        _store = new FileImageStore(_folder, new EnvelopeCipher(_folder.Keys));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_image_comes_out_as_it_went_in_also_after_a_restart()
    {
        StoredImage image = await PutAsync("one", "config", new string('x', 200_000));

        Reopen();

        Assert.True(_store.Has(image.Digest));
        Assert.Equal([image.Digest], _store.List());
        StoredImage read = await _store.ReadAsync(image.Digest, Cancel);
        Assert.Equal("one", Encoding.UTF8.GetString(read.Manifest.Span));
        Assert.Equal(image.Blobs, read.Blobs);
        Assert.Equal(["config", new string('x', 200_000)], image.Blobs.Select(ReadBlob));
    }

    [Fact]
    public async Task What_images_have_in_common_is_fetched_once_and_goes_with_the_last_of_them()
    {
        StoredImage one = await PutAsync("one", "base", "first");
        StoredImage two = await PutAsync("two", "base", "second");
        Assert.Equal(["base", "first", "second"], _opened);

        await _store.DeleteAsync(one.Digest, Cancel);

        Assert.False(_store.Has(one.Digest));
        Assert.Equal(["base", "second"], two.Blobs.Select(ReadBlob));
        Assert.Equal(2, BlobFiles().Length);
        await _store.DeleteAsync(two.Digest, Cancel);
        await _store.DeleteAsync(two.Digest, Cancel);
        Assert.Empty(BlobFiles());
        Assert.Empty(_store.List());
    }

    [Fact]
    public async Task A_blob_that_is_not_what_its_digest_says_leaves_nothing()
    {
        StoredImage image = Image("one", "good", "bad");

        await Assert.ThrowsAsync<InvalidDataException>(() => _store.PutAsync(
            image, blob => new MemoryStream(Encoding.UTF8.GetBytes(blob == image.Blobs[0] ? "good" : "something else")), Cancel));

        Assert.False(_store.Has(image.Digest));
        Assert.Empty(BlobFiles());
    }

    [Fact]
    public async Task What_a_crash_left_of_an_image_goes_at_the_next_start()
    {
        StoredImage whole = await PutAsync("whole", "kept");
        StoredImage half = await PutAsync("half", "left");
        File.Delete(Directory.GetFiles(_folder.Root, ImageDigest.Hex(half.Digest) + ".image", SearchOption.AllDirectories).Single());

        Reopen();

        Assert.Equal([whole.Digest], _store.List());
        Assert.Equal("kept", ReadBlob(whole.Blobs[0]));
        Assert.Single(BlobFiles());
    }

    [Fact]
    public async Task Nothing_of_an_image_lies_in_the_clear_and_keys_can_be_rotated()
    {
        StoredImage image = await PutAsync("manifest-secret-31415", "layer-secret-27182");
        AssertNowhere("manifest-secret-31415", "layer-secret-27182");
        using KeyRotation rotation = new(_folder.Keys, [_store], NullLogger<KeyRotation>.Instance);

        Assert.Equal(2, await rotation.RotateAsync(Cancel));

        AssertNowhere("manifest-secret-31415", "layer-secret-27182");
        Assert.Equal("layer-secret-27182", ReadBlob(image.Blobs[0]));
    }

    [Fact]
    public async Task Images_that_come_and_go_together_keep_what_they_share()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(index => Task.Run(async () =>
        {
            StoredImage image = Image($"image {index % 4}", "shared", $"own {index % 4}");
            await _store.PutAsync(image, Open("shared", $"own {index % 4}"), Cancel);
            if (index % 2 == 0)
            {
                await _store.DeleteAsync(image.Digest, Cancel);
            }
        })));

        foreach (string digest in _store.List())
        {
            foreach (string blob in (await _store.ReadAsync(digest, Cancel)).Blobs)
            {
                Assert.Equal(blob, ImageDigest.Of(Encoding.UTF8.GetBytes(ReadBlob(blob))));
            }

            await _store.DeleteAsync(digest, Cancel);
        }

        Assert.Empty(BlobFiles());
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
        _temporary.Dispose();
    }

    private void Reopen()
    {
        _store.Dispose();
        _store = new FileImageStore(_folder, new EnvelopeCipher(_folder.Keys));
    }

    private static StoredImage Image(string manifest, params string[] blobs)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(manifest);
        return new StoredImage(ImageDigest.Of(bytes), bytes, [.. blobs.Select(blob => ImageDigest.Of(Encoding.UTF8.GetBytes(blob)))]);
    }

    private async Task<StoredImage> PutAsync(string manifest, params string[] blobs)
    {
        StoredImage image = Image(manifest, blobs);
        await _store.PutAsync(image, Open(blobs), Cancel);
        return image;
    }

    private Func<string, Stream> Open(params string[] blobs) => digest =>
    {
        string blob = blobs.Single(one => ImageDigest.Of(Encoding.UTF8.GetBytes(one)) == digest);
        lock (_opened)
        {
            _opened.Add(blob);
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(blob));
    };

    private string ReadBlob(string digest)
    {
        using StreamReader reader = new(_store.OpenBlob(digest));
        return reader.ReadToEnd();
    }

    private string[] BlobFiles() => Directory.GetFiles(_folder.Root, "*.blob", SearchOption.AllDirectories);

    private void AssertNowhere(params string[] secrets)
    {
        foreach (string file in Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
        {
            byte[] content = File.ReadAllBytes(file);
            foreach (string secret in secrets)
            {
                Assert.True(content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"{file} holds {secret}.");
                Assert.True(content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))[..12])) < 0, $"{file} holds {secret} in base64.");
            }
        }
    }
}
