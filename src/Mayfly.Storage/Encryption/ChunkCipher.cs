using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Mayfly.Storage.Encryption;

/// <summary>Encrypts and decrypts the chunks of one object. Not for several threads at once.</summary>
internal sealed class ChunkCipher : IDisposable
{
    private readonly AesGcm _aes;
    private readonly byte[] _identity;

    public ChunkCipher(ReadOnlySpan<byte> dataKey, byte[] identity)
    {
        _aes = new AesGcm(dataKey, SealedFormat.TagSize);
        _identity = identity;
    }

    /// <summary>Writes ciphertext and tag to <paramref name="output"/>, which is that much longer than the plaintext.</summary>
    public void Seal(long number, bool last, ReadOnlySpan<byte> plaintext, Span<byte> output)
    {
        Span<byte> nonce = stackalloc byte[SealedFormat.NonceSize];
        WriteNonce(nonce, number, last);
        _aes.Encrypt(nonce, plaintext, output[..plaintext.Length], output.Slice(plaintext.Length, SealedFormat.TagSize), _identity);
    }

    /// <exception cref="AuthenticationTagMismatchException">The chunk is not the one that was sealed under this number.</exception>
    public void Open(long number, bool last, ReadOnlySpan<byte> chunk, Span<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[SealedFormat.NonceSize];
        WriteNonce(nonce, number, last);
        int length = chunk.Length - SealedFormat.TagSize;
        _aes.Decrypt(nonce, chunk[..length], chunk[length..], plaintext[..length], _identity);
    }

    public void Dispose() => _aes.Dispose();

    // A counter is a safe nonce because each data key encrypts one object, once.
    private static void WriteNonce(Span<byte> nonce, long number, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[7..], checked((uint)number));
        nonce[11] = last ? (byte)1 : (byte)0;
    }
}
