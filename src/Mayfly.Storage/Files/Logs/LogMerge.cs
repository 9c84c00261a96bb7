using Mayfly.Core.Logs;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Storage.Files.Logs;

/// <summary>
/// Merges the chunks of many segments into one order. A heap holds segments, chunks and cursors by the first position each can give; a segment is
/// opened, and a chunk read, only when its turn comes, so that memory holds what overlaps in time and no more.
/// </summary>
internal sealed partial class LogMerge(LogFolder folder, long groupId, StreamNames names, PositionRange range, bool descending, ILogger logger) : IDisposable
{
    private readonly PriorityQueue<MergeItem, LogPosition> _heap =
        new(descending ? Comparer<LogPosition>.Create((left, right) => right.CompareTo(left)) : Comparer<LogPosition>.Default);

    private readonly List<SegmentFiles> _opened = [];

    public IEnumerable<LogEvent> Read(IEnumerable<SegmentRow> segments)
    {
        foreach (SegmentRow segment in segments)
        {
            LogPosition first = descending ? new(segment.LastEvent, long.MaxValue) : new(segment.FirstEvent, 0);
            _heap.Enqueue(new MergeItem(segment.Id, null, default, null), first);
        }

        while (_heap.TryDequeue(out MergeItem item, out _))
        {
            if (item.Cursor is { } cursor)
            {
                yield return cursor.Current;
                Advance(cursor);
            }
            else if (item.Files is { } files)
            {
                ReadChunk(files, item.Chunk);
            }
            else
            {
                OpenSegment(item.SegmentId);
            }
        }
    }

    public void Dispose() => _opened.ForEach(files => files.Dispose());

    private void OpenSegment(long segmentId)
    {
        List<ChunkEntry> chunks;
        SafeFileHandle data;
        try
        {
            using SafeFileHandle index = OpenFile(folder.Index(groupId, segmentId));
            chunks = [.. SegmentIndex.ReadAll(index).Where(chunk => range.Touches(chunk.FirstEvent, chunk.LastEvent) && names.Find(chunk.StreamId) is not null)];
            if (chunks.Count == 0)
            {
                return;
            }

            data = OpenFile(folder.Data(groupId, segmentId));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted, by retention or with its group, since its row was read.
            return;
        }

        SegmentFiles files = new(data, chunks.Count);
        _opened.Add(files);
        foreach (ChunkEntry chunk in chunks)
        {
            LogPosition first = descending ? new(chunk.LastEvent, chunk.FirstSequence + chunk.Count - 1) : new(chunk.FirstEvent, chunk.FirstSequence);
            _heap.Enqueue(new MergeItem(segmentId, files, chunk, null), first);
        }
    }

    private void ReadChunk(SegmentFiles files, in ChunkEntry chunk)
    {
        if (files.Read(chunk) is not { } bytes)
        {
            Log.ChunkDamaged(logger, folder.Group(groupId), chunk.Offset);
            return;
        }

        Advance(new ChunkCursor(bytes, chunk, names.Find(chunk.StreamId)!, range, descending));
    }

    private void Advance(ChunkCursor cursor)
    {
        if (cursor.MoveNext())
        {
            _heap.Enqueue(new MergeItem(0, null, default, cursor), cursor.Position);
        }
    }

    private static SafeFileHandle OpenFile(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static partial class Log
    {
        [LoggerMessage(4111, LogLevel.Warning, "A chunk of log events in {Folder} at offset {Offset} does not match its checksum and is left out. Check the disk.")]
        public static partial void ChunkDamaged(ILogger logger, string folder, long offset);
    }
}
