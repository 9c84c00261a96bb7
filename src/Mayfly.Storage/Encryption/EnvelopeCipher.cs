using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mayfly.Storage.Encryption;

/// <summary>
/// Envelope encryption: every object has a data key of its own, wrapped by a master key. Rotating a master key therefore re-wraps headers and
/// leaves the bulk alone. An object's identity ("package/…", "environment/…") must be given again to open it. See <see cref="SealedFormat"/>.
/// </summary>
internal sealed class EnvelopeCipher(MasterKeys keys)
{
    private const int KeyIdAt = SealedFormat.MagicSize;
    private const int NonceAt = KeyIdAt + SealedFormat.KeyIdSize;
    private const int WrappedAt = NonceAt + SealedFormat.NonceSize;
    private const int TagAt = WrappedAt + MasterKey.SecretSize;

    /// <summary>Makes a data key, writes its header, and answers a cipher for the chunks that follow.</summary>
    public ChunkCipher Begin(string identity, Span<byte> header)
    {
        Span<byte> dataKey = stackalloc byte[MasterKey.SecretSize];
        RandomNumberGenerator.Fill(dataKey);
        byte[] identityBytes = Encoding.UTF8.GetBytes(identity);
        Wrap(dataKey, identityBytes, header);
        ChunkCipher cipher = new(dataKey, identityBytes);
        CryptographicOperations.ZeroMemory(dataKey);
        return cipher;
    }

    /// <summary>Unwraps the data key of a header.</summary>
    /// <exception cref="SealedCorruptException">The header is not that object's, or its master key is not in the key file.</exception>
    public ChunkCipher Resume(string identity, ReadOnlySpan<byte> header)
    {
        Span<byte> dataKey = stackalloc byte[MasterKey.SecretSize];
        byte[] identityBytes = Encoding.UTF8.GetBytes(identity);
        Unwrap(header, identity, identityBytes, dataKey);
        ChunkCipher cipher = new(dataKey, identityBytes);
        CryptographicOperations.ZeroMemory(dataKey);
        return cipher;
    }

    /// <summary>Seals something that fits in memory.</summary>
    public byte[] Seal(string identity, ReadOnlySpan<byte> plaintext)
    {
        byte[] output = new byte[SealedFormat.SealedLength(plaintext.Length)];
        using ChunkCipher cipher = Begin(identity, output.AsSpan(0, SealedFormat.HeaderSize));
        long chunks = SealedFormat.Chunks(plaintext.Length);
        Span<byte> rest = output.AsSpan(SealedFormat.HeaderSize);
        for (long number = 0; number < chunks; number++)
        {
            int length = Math.Min(plaintext.Length, SealedFormat.ChunkSize);
            cipher.Seal(number, number == chunks - 1, plaintext[..length], rest);
            plaintext = plaintext[length..];
            rest = rest[(length + SealedFormat.TagSize)..];
        }

        return output;
    }

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <exception cref="SealedCorruptException">It is not what was sealed under this identity.</exception>
    public byte[] Open(string identity, ReadOnlySpan<byte> data)
    {
        long plainLength = SealedFormat.PlainLength(data.Length);
        if (plainLength < 0)
        {
            throw Corrupt(identity, "it is cut off");
        }

        byte[] plaintext = new byte[plainLength];
        using ChunkCipher cipher = Resume(identity, data[..SealedFormat.HeaderSize]);
        long chunks = SealedFormat.Chunks(plainLength);
        ReadOnlySpan<byte> rest = data[SealedFormat.HeaderSize..];
        try
        {
            for (long number = 0; number < chunks; number++)
            {
                int length = Math.Min(rest.Length, SealedFormat.SealedChunkSize);
                cipher.Open(number, number == chunks - 1, rest[..length], plaintext.AsSpan((int)(number * SealedFormat.ChunkSize)));
                rest = rest[length..];
            }
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw Corrupt(identity, "its content was altered", mismatch);
        }

        return plaintext;
    }

    /// <summary>Wraps a header's data key anew under the current master key. False when it is under it already.</summary>
    public bool Rewrap(string identity, Span<byte> header)
    {
        Span<byte> dataKey = stackalloc byte[MasterKey.SecretSize];
        byte[] identityBytes = Encoding.UTF8.GetBytes(identity);
        MasterKey wrappedBy = Unwrap(header, identity, identityBytes, dataKey);
        bool stale = wrappedBy.Id != keys.Current.Id;
        if (stale)
        {
            Wrap(dataKey, identityBytes, header);
        }

        CryptographicOperations.ZeroMemory(dataKey);
        return stale;
    }

    private void Wrap(ReadOnlySpan<byte> dataKey, byte[] identity, Span<byte> header)
    {
        MasterKey master = keys.Current;
        SealedFormat.Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt64BigEndian(header[KeyIdAt..], master.Id);

        // A master key wraps many data keys, so its nonces are random: 96 bits are good for 2^32 objects under one key (NIST SP 800-38D, 8.3).
        Span<byte> nonce = header.Slice(NonceAt, SealedFormat.NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm aes = new(master.Secret, SealedFormat.TagSize);
        aes.Encrypt(nonce, dataKey, header.Slice(WrappedAt, MasterKey.SecretSize), header.Slice(TagAt, SealedFormat.TagSize), identity);
    }

    private MasterKey Unwrap(ReadOnlySpan<byte> header, string identity, byte[] identityBytes, Span<byte> dataKey)
    {
        if (header.Length < SealedFormat.HeaderSize || !header.StartsWith(SealedFormat.Magic))
        {
            throw Corrupt(identity, "its header is not one of ours");
        }

        ulong id = BinaryPrimitives.ReadUInt64BigEndian(header[KeyIdAt..]);
        MasterKey master = keys.Find(id) ?? throw Corrupt(identity, $"it was encrypted with the key {id:x16}, which is not in the key file; put that key back from your backup");
        try
        {
            using AesGcm aes = new(master.Secret, SealedFormat.TagSize);
            aes.Decrypt(header.Slice(NonceAt, SealedFormat.NonceSize), header.Slice(WrappedAt, MasterKey.SecretSize), header.Slice(TagAt, SealedFormat.TagSize), dataKey, identityBytes);
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw Corrupt(identity, "its header was altered or belongs to another object", mismatch);
        }

        return master;
    }

    private static SealedCorruptException Corrupt(string identity, string why, Exception? inner = null) =>
        inner is null ? new($"The stored object {identity} cannot be decrypted: {why}.") : new($"The stored object {identity} cannot be decrypted: {why}.", inner);
}
