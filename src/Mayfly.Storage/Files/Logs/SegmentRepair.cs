namespace Mayfly.Storage.Files.Logs;

/// <summary>
/// After a crash: brings the index in line with the segments that were open, and removes folders of groups that were being deleted. The work is
/// bounded by how many segments may be open.
/// </summary>
internal sealed class SegmentRepair(LogIndex index, LogFolder folder)
{
    /// <summary>Returns how many segments were looked at.</summary>
    public int Run()
    {
        List<(long Id, long GroupId, long Created)> open = index.Writer.List(
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
            "SELECT id, group_id, created FROM log_segments WHERE state = $1", (int)SegmentState.Open);
        foreach ((long id, long groupId, long created) in open)
        {
            Repair(id, groupId, created);
        }

        HashSet<long> groups = [.. index.Writer.List(row => row.GetInt64(0), "SELECT id FROM log_groups")];
        foreach (long orphan in folder.GroupsOnDisk().Where(id => !groups.Contains(id)).ToList())
        {
            folder.DeleteGroup(orphan);
        }

        return open.Count;
    }

    private void Repair(long segmentId, long groupId, long created)
    {
        Dictionary<long, EventSpan> streams = [];
        using SegmentWriter segment = SegmentWriter.Open(folder, groupId, segmentId, created, nextSequence: 1, chunk =>
            streams[chunk.StreamId] = streams.GetValueOrDefault(chunk.StreamId, EventSpan.None).Include(chunk.FirstEvent, chunk.LastEvent));

        using Microsoft.Data.Sqlite.SqliteTransaction transaction = index.Writer.BeginTransaction();
        IndexUpdates updates = new(index.Writer);
        foreach ((long streamId, EventSpan span) in streams)
        {
            updates.Stream(streamId, span, ingestionTime: span.Last);
        }

        updates.Segment(segment);
        index.Writer.Run("UPDATE log_segments SET state = $2 WHERE id = $1", segmentId, (int)SegmentState.Closed);
        transaction.Commit();
    }
}
