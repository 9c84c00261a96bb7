using Mayfly.Core.Logs;

namespace Mayfly.Storage.Files.Logs;

/// <summary>Brings records into the order of their timestamps, which chunks promise; those of equal time keep theirs.</summary>
internal static class RecordOrder
{
    /// <summary>The records themselves when they are in order, which is nearly always; otherwise a sorted copy.</summary>
    public static ReadOnlyMemory<byte> Sorted(ReadOnlyMemory<byte> records, int count)
    {
        if (IsSorted(records.Span))
        {
            return records;
        }

        List<(long Timestamp, int Offset, int Length)> places = new(count);
        for (int offset = 0; LogRecords.TryRead(records.Span[offset..], out long timestamp, out int length);)
        {
            places.Add((timestamp, offset, LogRecords.Overhead + length));
            offset += LogRecords.Overhead + length;
        }

        byte[] sorted = new byte[records.Length];
        int end = 0;
        foreach ((long _, int offset, int length) in places.OrderBy(place => place.Timestamp))
        {
            records.Span.Slice(offset, length).CopyTo(sorted.AsSpan(end));
            end += length;
        }

        return sorted.AsMemory(0, end);
    }

    private static bool IsSorted(ReadOnlySpan<byte> records)
    {
        long last = long.MinValue;
        while (LogRecords.TryRead(records, out long timestamp, out int length))
        {
            if (timestamp < last)
            {
                return false;
            }

            last = timestamp;
            records = records[(LogRecords.Overhead + length)..];
        }

        return true;
    }
}
