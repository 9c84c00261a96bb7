using Mayfly.Core.Logs;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Files.Logs;

/// <summary>
/// Stores batches, in three steps for a handful of groups at a time: make what is missing and commit it; write the events; commit what the index
/// should know of them. A crash between the steps leaves an empty stream, or events that the repair at the next start lists.
/// </summary>
internal sealed class LogAppender(FileLogStore store, int groupsAtATime)
{
    public void Append(IReadOnlyList<LogBatch> batches)
    {
        List<Exception> failures = [];
        lock (store.Index.Gate)
        {
            foreach (LogBatch[] some in ByGroups(batches))
            {
                try
                {
                    AppendSome(some);
                }
                catch (Exception failure) when (failure is IOException or SqliteException or UnauthorizedAccessException)
                {
                    store.Streams.Forget();
                    store.Writers.Abandon();
                    failures.Add(failure);
                }
            }
        }

        if (failures.Count > 0)
        {
            throw new IOException($"Log events could not be written below {store.Folder.Root}: {failures[0].Message}", failures[0]);
        }
    }

    private IEnumerable<LogBatch[]> ByGroups(IReadOnlyList<LogBatch> batches) => batches
        .GroupBy(batch => new LogGroupKey(batch.Key.Account, batch.Key.Region, batch.Key.Group))
        .Chunk(groupsAtATime)
        .Select(groups => groups.SelectMany(group => group).ToArray());

    private void AppendSome(LogBatch[] batches)
    {
        long now = store.Now;
        List<(SegmentWriter Segment, List<StreamRecords> Records)> prepared = Prepare(batches, now);
        List<(SegmentWriter Segment, List<StreamRecords> Records, EventSpan[] Spans)> written =
            prepared.ConvertAll(group => (group.Segment, group.Records, group.Segment.Append(group.Records, now)));

        using SqliteTransaction transaction = store.Index.Writer.BeginTransaction();
        using IndexUpdates updates = new(store.Index.Writer);
        foreach ((SegmentWriter segment, List<StreamRecords> records, EventSpan[] spans) in written)
        {
            updates.Segment(segment);
            for (int i = 0; i < spans.Length; i++)
            {
                updates.Stream(records[i].StreamId, spans[i], now);
            }
        }

        transaction.Commit();
    }

    private List<(SegmentWriter Segment, List<StreamRecords> Records)> Prepare(LogBatch[] batches, long now)
    {
        using SqliteTransaction transaction = store.Index.Writer.BeginTransaction();
        Dictionary<long, List<StreamRecords>> byGroup = [];
        foreach (LogBatch batch in batches)
        {
            if (store.Streams.Resolve(batch.Key, batch.CreateMissing, now) is { } stream)
            {
                if (!byGroup.TryGetValue(stream.GroupId, out List<StreamRecords>? records))
                {
                    byGroup.Add(stream.GroupId, records = []);
                }

                records.Add(new StreamRecords(stream.StreamId, batch.Records, batch.Count));
            }
        }

        store.Writers.MakeRoom(byGroup.Count);
        List<(SegmentWriter, List<StreamRecords>)> prepared = [];
        foreach ((long groupId, List<StreamRecords> records) in byGroup)
        {
            SegmentWriter segment = store.Writers.Get(groupId, now);
            foreach (StreamRecords stream in records)
            {
                if (segment.Streams.Add(stream.StreamId))
                {
                    store.Index.Writer.Run(
                        "INSERT OR IGNORE INTO log_stream_segments (stream_id, segment_id) VALUES ($1, $2)", stream.StreamId, segment.SegmentId);
                }
            }

            prepared.Add((segment, records));
        }

        transaction.Commit();
        return prepared;
    }
}
