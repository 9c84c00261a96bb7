namespace Mayfly.Storage.Encryption;

/// <summary>
/// The layout of everything encrypted at rest, small or large:
/// <code>
/// header   magic 4 | master key id 8 | nonce 12 | wrapped data key 32 | tag 16      (AES-256-GCM under the master key)
/// chunks   ciphertext, 64 KiB each, the last one shorter or equal | tag 16           (AES-256-GCM under the data key)
/// </code>
/// A chunk's nonce is its number and a mark on the last one, after the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár:
/// "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015): chunks cannot be reordered, dropped or cut off unseen.
/// Header and chunks authenticate the object's identity besides, so that one object cannot stand in for another.
/// </summary>
internal static class SealedFormat
{
    public const int MagicSize = 4;
    public const int KeyIdSize = 8;
    public const int NonceSize = 12;
    public const int TagSize = 16;
    public const int HeaderSize = MagicSize + KeyIdSize + NonceSize + MasterKey.SecretSize + TagSize;
    public const int ChunkSize = 64 * 1024;
    public const int SealedChunkSize = ChunkSize + TagSize;

    /// <summary>"MFE" and the version of this format.</summary>
    public static ReadOnlySpan<byte> Magic => "MFE\u0001"u8;

    /// <summary>How many chunks a plaintext makes; an empty one makes one empty chunk.</summary>
    public static long Chunks(long plainLength) => plainLength == 0 ? 1 : (plainLength + ChunkSize - 1) / ChunkSize;

    /// <summary>The size of the sealed object.</summary>
    public static long SealedLength(long plainLength) => HeaderSize + plainLength + (Chunks(plainLength) * TagSize);

    /// <summary>The size of the plaintext in a sealed object; -1 if no plaintext makes an object of that size.</summary>
    public static long PlainLength(long sealedLength)
    {
        long body = sealedLength - HeaderSize;
        if (body < TagSize)
        {
            return -1;
        }

        long chunks = (body + SealedChunkSize - 1) / SealedChunkSize;
        long plain = body - (chunks * TagSize);
        return plain >= 0 && Chunks(plain) == chunks ? plain : -1;
    }
}
