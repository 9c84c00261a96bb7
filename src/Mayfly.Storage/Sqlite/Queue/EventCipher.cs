using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Mayfly.Storage.Encryption;

namespace Mayfly.Storage.Sqlite.Queue;

/// <summary>
/// Seals contents of events under one data key, AES-256-GCM: nonce 12 | ciphertext | tag 16. The event's number and its lane's are authenticated with it, so that
/// one content cannot stand in for another. For any number of threads.
/// </summary>
internal sealed class EventCipher : IDisposable
{
    private const int Overhead = SealedFormat.NonceSize + SealedFormat.TagSize;
    private const int NameSize = 2 * sizeof(long);

    private readonly byte[] _dataKey;
    private readonly ConcurrentBag<AesGcm> _idle = [];
    private long _sealed;

    /// <param name="id">The key's number in the store.</param>
    /// <param name="dataKey">The key; this object owns it.</param>
    public EventCipher(long id, byte[] dataKey)
    {
        Id = id;
        _dataKey = dataKey;
    }

    public long Id { get; }

    public byte[] Seal(long lane, long @event, ReadOnlySpan<byte> content)
    {
        byte[] output = new byte[content.Length + Overhead];
        Span<byte> nonce = output.AsSpan(0, SealedFormat.NonceSize);

        // A counter is a safe nonce because a key seals in the one run of the server that made it, and in no other.
        BinaryPrimitives.WriteInt64BigEndian(nonce[sizeof(int)..], Interlocked.Increment(ref _sealed));
        Span<byte> name = stackalloc byte[NameSize];
        WriteName(name, lane, @event);
        AesGcm aes = Take();
        aes.Encrypt(nonce, content, output.AsSpan(SealedFormat.NonceSize, content.Length), output.AsSpan(output.Length - SealedFormat.TagSize), name);
        _idle.Add(aes);
        return output;
    }

    /// <exception cref="SealedCorruptException">It is not what was sealed for this event.</exception>
    public byte[] Open(long lane, long @event, ReadOnlySpan<byte> data)
    {
        if (data.Length < Overhead)
        {
            throw new SealedCorruptException($"The stored event {@event} cannot be decrypted: it is cut off.");
        }

        byte[] content = new byte[data.Length - Overhead];
        Span<byte> name = stackalloc byte[NameSize];
        WriteName(name, lane, @event);
        AesGcm aes = Take();
        try
        {
            aes.Decrypt(data[..SealedFormat.NonceSize], data[SealedFormat.NonceSize..^SealedFormat.TagSize], data[^SealedFormat.TagSize..], content, name);
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new SealedCorruptException($"The stored event {@event} cannot be decrypted: its content was altered.", mismatch);
        }
        finally
        {
            _idle.Add(aes);
        }

        return content;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_dataKey);
        while (_idle.TryTake(out AesGcm? aes))
        {
            aes.Dispose();
        }
    }

    // One object serves one call at a time.
    private AesGcm Take() => _idle.TryTake(out AesGcm? aes) ? aes : new AesGcm(_dataKey, SealedFormat.TagSize);

    private static void WriteName(Span<byte> name, long lane, long @event)
    {
        BinaryPrimitives.WriteInt64BigEndian(name, lane);
        BinaryPrimitives.WriteInt64BigEndian(name[sizeof(long)..], @event);
    }
}
