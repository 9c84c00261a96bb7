using CsCheck;
using Mayfly.Storage.Encryption;
using Mayfly.Storage.Tests.Support;

namespace Mayfly.Storage.Tests.Encryption;

public sealed class EnvelopeCipherTests : IDisposable
{
    /// <summary>Around the borders of chunks, where mistakes live.</summary>
    private static readonly Gen<int> _length = Gen.OneOf(
        Gen.Int[0, 300],
        Gen.Int[SealedFormat.ChunkSize - 2, SealedFormat.ChunkSize + 2],
        Gen.Int[(2 * SealedFormat.ChunkSize) - 2, (2 * SealedFormat.ChunkSize) + 2]);

    private readonly TemporaryFolder _folder = new();
    private readonly MasterKeys _keys;
    private readonly EnvelopeCipher _cipher;

    public EnvelopeCipherTests()
    {
        _keys = MasterKeys.Open(_folder.Of("master.keys"), mayCreate: true);
        _cipher = new EnvelopeCipher(_keys);
    }

    [Fact]
    public void What_is_sealed_opens_again() => _length.Sample(length =>
    {
        byte[] plain = Bytes(length);
        byte[] data = _cipher.Seal("object/1", plain);
        Assert.Equal(SealedFormat.SealedLength(length), data.Length);
        Assert.Equal(plain, _cipher.Open("object/1", data));
        Assert.Equal(plain, ReadStream(data, "object/1", pieces: 7777));
    }, iter: 200);

    [Fact]
    public void Any_changed_bit_is_noticed() => Gen.Select(_length, Gen.Int[0, int.MaxValue], Gen.Int[0, 7]).Sample((length, at, bit) =>
    {
        byte[] data = _cipher.Seal("object/1", Bytes(length));
        data[at % data.Length] ^= (byte)(1 << bit);
        Assert.Throws<SealedCorruptException>(() => _cipher.Open("object/1", data));
        Assert.Throws<SealedCorruptException>(() => ReadStream(data, "object/1", pieces: 100_000));
    }, iter: 300);

    [Fact]
    public void Any_truncation_is_noticed_also_between_chunks() => Gen.Select(_length, Gen.Int[0, int.MaxValue]).Sample((length, at) =>
    {
        byte[] data = _cipher.Seal("object/1", Bytes(length));
        AssertCut(data[..(at % data.Length)]);
        int chunks = (data.Length - SealedFormat.HeaderSize) / SealedFormat.SealedChunkSize;
        for (int chunk = 0; chunk <= chunks; chunk++)
        {
            int end = SealedFormat.HeaderSize + (chunk * SealedFormat.SealedChunkSize);
            if (end < data.Length)
            {
                AssertCut(data[..end]);
            }
        }
    }, iter: 100);

    [Fact]
    public void Chunks_cannot_change_places()
    {
        byte[] data = _cipher.Seal("object/1", Bytes(3 * SealedFormat.ChunkSize));
        byte[] first = data[SealedFormat.HeaderSize..(SealedFormat.HeaderSize + SealedFormat.SealedChunkSize)];
        data.AsSpan(SealedFormat.HeaderSize + SealedFormat.SealedChunkSize, SealedFormat.SealedChunkSize).CopyTo(data.AsSpan(SealedFormat.HeaderSize));
        first.CopyTo(data.AsSpan(SealedFormat.HeaderSize + SealedFormat.SealedChunkSize));

        Assert.Throws<SealedCorruptException>(() => _cipher.Open("object/1", data));
    }

    [Fact]
    public void One_object_cannot_stand_in_for_another()
    {
        byte[] one = _cipher.Seal("object/1", "one"u8);
        byte[] two = _cipher.Seal("object/2", "two"u8);
        Assert.Throws<SealedCorruptException>(() => _cipher.Open("object/2", one));

        // Not even its body behind the other's header.
        one.AsSpan(SealedFormat.HeaderSize).CopyTo(two.AsSpan(SealedFormat.HeaderSize));
        Assert.Throws<SealedCorruptException>(() => _cipher.Open("object/2", two));
    }

    [Fact]
    public void Rotation_keeps_old_objects_readable_under_the_new_key_alone()
    {
        byte[] data = _cipher.Seal("object/1", "kept"u8);
        _keys.Add();
        Assert.True(_cipher.Rewrap("object/1", data));
        Assert.False(_cipher.Rewrap("object/1", data));
        byte[] forgotten = [.. data];
        _keys.RemoveOld();

        EnvelopeCipher reopened = new(MasterKeys.Open(_folder.Of("master.keys"), mayCreate: false));
        Assert.Equal("kept"u8.ToArray(), reopened.Open("object/1", data));
        Assert.Equal("kept"u8.ToArray(), reopened.Open("object/1", forgotten));
    }

    [Fact]
    public void Without_its_master_key_an_object_stays_shut()
    {
        byte[] data = _cipher.Seal("object/1", "gone"u8);
        _keys.Add();
        _keys.RemoveOld();

        SealedCorruptException shut = Assert.Throws<SealedCorruptException>(() => _cipher.Open("object/1", data));

        Assert.Contains("not in the key file", shut.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_may_be_read_from_anywhere() => Gen.Select(_length, Gen.Int[0, int.MaxValue]).Sample((length, at) =>
    {
        byte[] plain = Bytes(length);
        using SealedReadStream stream = OpenStream(_cipher.Seal("object/1", plain), "object/1");
        int position = at % (length + 1);
        stream.Position = position;
        byte[] rest = new byte[length - position];
        stream.ReadExactly(rest);
        Assert.Equal(plain[position..], rest);
        Assert.Equal(0, stream.Read(new byte[10]));
    }, iter: 100);

    public void Dispose() => _folder.Dispose();

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private void AssertCut(byte[] data)
    {
        Assert.Throws<SealedCorruptException>(() => _cipher.Open("object/1", data));
        Assert.Throws<SealedCorruptException>(() => ReadStream(data, "object/1", pieces: 100_000));
    }

    private SealedReadStream OpenStream(byte[] data, string identity)
    {
        string file = _folder.Of(Path.GetRandomFileName());
        File.WriteAllBytes(file, data);
        return new SealedReadStream(File.OpenHandle(file, options: FileOptions.DeleteOnClose), _cipher, identity);
    }

    private byte[] ReadStream(byte[] data, string identity, int pieces)
    {
        using SealedReadStream stream = OpenStream(data, identity);
        using MemoryStream plain = new();
        stream.CopyTo(plain, pieces);
        return plain.ToArray();
    }
}
