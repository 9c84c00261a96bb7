using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Mayfly.Core.Logs;

namespace Mayfly.Storage.Files.Logs;

/// <summary>
/// The unit of a segment: events of one stream, ordered by time, behind a header of 56 bytes (little-endian): magic 4, body length 4, CRC-32C of all
/// that follows 4, event count 4, stream 8, first sequence 8, smallest timestamp 8, greatest timestamp 8, ingestion time 8. The body is
/// <see cref="LogRecords"/>; event n of the chunk has the sequence "first sequence + n".
/// </summary>
internal readonly record struct LogChunk(long StreamId, int Count, long FirstSequence, long FirstEvent, long LastEvent, long IngestionTime)
{
    public const int HeaderSize = 56;

    private const uint Magic = 0x314C464D; // "MFL1"
    private const int ChecksumStart = 12;

    public void WriteHeader(Span<byte> header, ReadOnlySpan<byte> body)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], body.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], StreamId);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], FirstEvent);
        BinaryPrimitives.WriteInt64LittleEndian(header[40..], LastEvent);
        BinaryPrimitives.WriteInt64LittleEndian(header[48..], IngestionTime);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Checksum(header[ChecksumStart..HeaderSize], body));
    }

    /// <summary>Reads a header; false when it cannot be one. The checksum is <see cref="TryRead"/>'s business.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> header, out LogChunk chunk, out int bodyLength)
    {
        chunk = default;
        bodyLength = 0;
        if (header.Length < HeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic)
        {
            return false;
        }

        bodyLength = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        chunk = new LogChunk(
            BinaryPrimitives.ReadInt64LittleEndian(header[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(header[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[48..]));
        return bodyLength >= 0 && chunk.Count >= 0;
    }

    /// <summary>Reads a whole chunk; false when it is not whole or its checksum does not hold.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out LogChunk chunk) =>
        TryReadHeader(bytes, out chunk, out int bodyLength)
        && bytes.Length - HeaderSize >= bodyLength
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) == Checksum(bytes[ChecksumStart..HeaderSize], bytes.Slice(HeaderSize, bodyLength));

    private static uint Checksum(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body) => ~Crc(Crc(uint.MaxValue, header), body);

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (byte value in bytes[(bytes.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return crc;
    }
}
