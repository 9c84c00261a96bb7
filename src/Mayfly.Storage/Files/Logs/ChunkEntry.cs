using System.Buffers.Binary;

namespace Mayfly.Storage.Files.Logs;

/// <summary>One chunk as the segment's index file lists it, 48 bytes each in the order of writing, so that readers skip what they do not want.</summary>
internal readonly record struct ChunkEntry(long Offset, int Length, int Count, long StreamId, long FirstSequence, long FirstEvent, long LastEvent)
{
    public const int Size = 48;

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, Offset);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], StreamId);
        BinaryPrimitives.WriteInt64LittleEndian(destination[24..], FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], FirstEvent);
        BinaryPrimitives.WriteInt64LittleEndian(destination[40..], LastEvent);
    }

    public static ChunkEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64LittleEndian(source),
        BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[32..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[40..]));
}
