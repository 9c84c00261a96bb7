using Microsoft.Win32.SafeHandles;

namespace Mayfly.Storage.Files.Logs;

/// <summary>
/// The segment that a group is being written to: a data file of chunks and an index file with one entry a chunk, written in this order, so that
/// whatever the index lists is whole. Used by one thread at a time.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    private const int ReadBuffer = 64 * 1024;

    private readonly SafeFileHandle _data;
    private readonly SafeFileHandle _index;
    private long _indexLength;

    private SegmentWriter(long groupId, long segmentId, SafeFileHandle data, SafeFileHandle index)
    {
        GroupId = groupId;
        SegmentId = segmentId;
        _data = data;
        _index = index;
    }

    public long GroupId { get; }

    public long SegmentId { get; }

    /// <summary>When the segment was begun, milliseconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>The sequence of the next event.</summary>
    public long NextSequence { get; private set; }

    /// <summary>Bytes of events.</summary>
    public long Length { get; private set; }

    /// <summary>What the segment spans.</summary>
    public EventSpan Span { get; private set; } = EventSpan.None;

    /// <summary>Streams whose membership in this segment is already in the index database.</summary>
    public HashSet<long> Streams { get; } = [];

    /// <summary>
    /// Opens or makes the files. Cuts a tail that was being written when the process died, and lists again what only the data file knows.
    /// <paramref name="recovered"/>, when given, is told every chunk that is there.
    /// </summary>
    public static SegmentWriter Open(LogFolder folder, long groupId, long segmentId, long created, long nextSequence, Action<ChunkEntry>? recovered = null)
    {
        folder.MakeGroup(groupId);
        SafeFileHandle data = OpenFile(folder.Data(groupId, segmentId));
        SafeFileHandle index;
        try
        {
            index = OpenFile(folder.Index(groupId, segmentId));
        }
        catch
        {
            data.Dispose();
            throw;
        }

        SegmentWriter writer = new(groupId, segmentId, data, index) { Created = created, NextSequence = nextSequence };
        writer.Recover(recovered);
        return writer;
    }

    /// <summary>Writes the events of some streams; returns what each of them spans. When it throws, nothing of them is there.</summary>
    public EventSpan[] Append(IReadOnlyList<StreamRecords> streams, long ingestionTime)
    {
        ChunkBuilder chunks = new(Length, NextSequence, ingestionTime);
        EventSpan[] spans = new EventSpan[streams.Count];
        for (int i = 0; i < spans.Length; i++)
        {
            spans[i] = chunks.Add(streams[i]);
        }

        try
        {
            RandomAccess.Write(_data, chunks.Data, Length);
            RandomAccess.Write(_index, chunks.Index.Span, _indexLength);
        }
        catch
        {
            // What is half written must not be taken for events after a crash.
            Cut();
            throw;
        }

        Length = chunks.Offset;
        _indexLength += chunks.Index.Length;
        NextSequence = chunks.Sequence;
        foreach (EventSpan span in spans)
        {
            Span = Span.Include(span.First, span.Last);
        }

        return spans;
    }

    /// <summary>Brings both files to the disk itself.</summary>
    public void Sync()
    {
        RandomAccess.FlushToDisk(_data);
        RandomAccess.FlushToDisk(_index);
    }

    public void Dispose()
    {
        _data.Dispose();
        _index.Dispose();
    }

    private static SafeFileHandle OpenFile(string path) =>
        File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private void Recover(Action<ChunkEntry>? recovered)
    {
        long dataLength = RandomAccess.GetLength(_data);
        foreach (ChunkEntry entry in SegmentIndex.ReadAll(_index))
        {
            if (entry.Offset != Length || entry.Length < LogChunk.HeaderSize || entry.Length > dataLength - Length)
            {
                break;
            }

            Take(entry, recovered);
        }

        byte[] bytes = new byte[ChunkEntry.Size];
        while (TryReadChunk(dataLength, out ChunkEntry entry))
        {
            entry.Write(bytes);
            RandomAccess.Write(_index, bytes, _indexLength);
            Take(entry, recovered);
        }

        Cut();
    }

    private void Take(in ChunkEntry entry, Action<ChunkEntry>? recovered)
    {
        Length += entry.Length;
        _indexLength += ChunkEntry.Size;
        NextSequence = Math.Max(NextSequence, entry.FirstSequence + entry.Count);
        Span = Span.Include(entry.FirstEvent, entry.LastEvent);
        recovered?.Invoke(entry);
    }

    private bool TryReadChunk(long dataLength, out ChunkEntry entry)
    {
        entry = default;
        byte[] bytes = new byte[Math.Min(ReadBuffer, dataLength - Length)];
        if (RandomAccess.Read(_data, bytes, Length) < LogChunk.HeaderSize
            || !LogChunk.TryReadHeader(bytes, out _, out int bodyLength)
            || bodyLength > dataLength - Length - LogChunk.HeaderSize)
        {
            return false;
        }

        int length = LogChunk.HeaderSize + bodyLength;
        if (length > bytes.Length)
        {
            bytes = new byte[length];
            if (!FileBytes.TryRead(_data, bytes, Length))
            {
                return false;
            }
        }

        if (!LogChunk.TryRead(bytes, out LogChunk chunk))
        {
            return false;
        }

        entry = new ChunkEntry(Length, length, chunk.Count, chunk.StreamId, chunk.FirstSequence, chunk.FirstEvent, chunk.LastEvent);
        return true;
    }

    private void Cut()
    {
        if (RandomAccess.GetLength(_data) != Length)
        {
            RandomAccess.SetLength(_data, Length);
        }

        if (RandomAccess.GetLength(_index) != _indexLength)
        {
            RandomAccess.SetLength(_index, _indexLength);
        }
    }
}
