using System.Security.Cryptography;

namespace Mayfly.Core.Aws;

/// <summary>
/// Random bytes for the ids that every request needs. Asking OpenSSL for each costs more than finding the function does, so each thread asks once for many.
/// </summary>
internal static class RandomBytes
{
    private const int Many = 2048;

    [ThreadStatic]
    private static byte[]? _bytes;

    [ThreadStatic]
    private static int _left;

    /// <summary>A version 4 UUID.</summary>
    public static Guid Guid()
    {
        Span<byte> bytes = Take(16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Bytes that nobody else gets, valid until the calling thread asks for more.</summary>
    public static Span<byte> Take(int count)
    {
        if (_left < count)
        {
            RandomNumberGenerator.Fill(_bytes ??= GC.AllocateUninitializedArray<byte>(Many));
            _left = Many;
        }

        _left -= count;
        return _bytes.AsSpan(_left, count);
    }
}
