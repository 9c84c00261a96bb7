using System.Buffers;
using Mayfly.Core.Logs;

namespace Mayfly.Storage.Files.Logs;

/// <summary>Cuts streams' records into chunks behind a given offset and sequence, as buffers for one gathered write.</summary>
internal sealed class ChunkBuilder(long offset, long sequence, long ingestionTime)
{
    /// <summary>Small enough that a reader who wants one event reads little, large enough that headers do not matter.</summary>
    private const int TargetBody = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _index = new();

    /// <summary>Headers and bodies in the order of writing.</summary>
    public List<ReadOnlyMemory<byte>> Data { get; } = [];

    /// <summary>The entries of the index file.</summary>
    public ReadOnlyMemory<byte> Index => _index.WrittenMemory;

    /// <summary>Where the next chunk would begin.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>The next event's sequence.</summary>
    public long Sequence { get; private set; } = sequence;

    /// <summary>Adds one stream's records and returns the times they span.</summary>
    public EventSpan Add(in StreamRecords records)
    {
        ReadOnlyMemory<byte> rest = RecordOrder.Sorted(records.Records, records.Count);
        EventSpan span = EventSpan.None;
        while (!rest.IsEmpty)
        {
            int length = Measure(rest.Span, out int count, out EventSpan chunkSpan);
            if (count == 0)
            {
                throw new InvalidOperationException("A buffer of log records ends in the middle of a record.");
            }

            AddChunk(new LogChunk(records.StreamId, count, Sequence, chunkSpan.First, chunkSpan.Last, ingestionTime), rest[..length]);
            span = span.Include(chunkSpan.First, chunkSpan.Last);
            rest = rest[length..];
        }

        return span;
    }

    private static int Measure(ReadOnlySpan<byte> records, out int count, out EventSpan span)
    {
        int length = 0;
        count = 0;
        span = EventSpan.None;
        while (length < TargetBody && LogRecords.TryRead(records[length..], out long timestamp, out int messageLength))
        {
            length += LogRecords.Overhead + messageLength;
            count++;
            span = span.Include(timestamp, timestamp);
        }

        return length;
    }

    private void AddChunk(in LogChunk chunk, ReadOnlyMemory<byte> body)
    {
        byte[] header = new byte[LogChunk.HeaderSize];
        chunk.WriteHeader(header, body.Span);
        Data.Add(header);
        Data.Add(body);
        int length = header.Length + body.Length;
        new ChunkEntry(Offset, length, chunk.Count, chunk.StreamId, chunk.FirstSequence, chunk.FirstEvent, chunk.LastEvent).Write(_index.GetSpan(ChunkEntry.Size));
        _index.Advance(ChunkEntry.Size);
        Offset += length;
        Sequence += chunk.Count;
    }
}
