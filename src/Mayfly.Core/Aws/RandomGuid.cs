using System.Security.Cryptography;

namespace Mayfly.Core.Aws;

/// <summary>
/// Random UUIDs (version 4) for what every request needs one of. <see cref="Guid.NewGuid"/> asks OpenSSL each time, which costs more than
/// finding the function does; here each thread asks once for many.
/// </summary>
internal static class RandomGuid
{
    private const int Size = 16;
    private const int Many = 128 * Size;

    [ThreadStatic]
    private static byte[]? _bytes;

    [ThreadStatic]
    private static int _left;

    public static Guid Next()
    {
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(_bytes ??= GC.AllocateUninitializedArray<byte>(Many));
            _left = Many;
        }

        _left -= Size;
        Span<byte> bytes = _bytes.AsSpan(_left, Size);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
