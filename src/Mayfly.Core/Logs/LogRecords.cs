using System.Buffers.Binary;

namespace Mayfly.Core.Logs;

/// <summary>
/// The bytes of buffered and stored events: timestamp (8, little-endian milliseconds), length (4), message. Buffers and segments share the layout, so
/// that what an environment wrote goes to disk without being copied again.
/// </summary>
public static class LogRecords
{
    /// <summary>What each event takes besides its message.</summary>
    public const int Overhead = 12;

    /// <summary>Writes one record at the start of <paramref name="destination"/> and returns its size.</summary>
    public static int Write(Span<byte> destination, long timestamp, ReadOnlySpan<byte> message)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, timestamp);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], message.Length);
        message.CopyTo(destination[Overhead..]);
        return Overhead + message.Length;
    }

    /// <summary>Reads the record at the start of <paramref name="records"/>; false when it is not whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> records, out long timestamp, out int messageLength)
    {
        timestamp = 0;
        messageLength = 0;
        if (records.Length < Overhead)
        {
            return false;
        }

        timestamp = BinaryPrimitives.ReadInt64LittleEndian(records);
        messageLength = BinaryPrimitives.ReadInt32LittleEndian(records[8..]);
        return messageLength >= 0 && messageLength <= records.Length - Overhead;
    }
}
