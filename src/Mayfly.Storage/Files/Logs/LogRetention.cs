using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Files.Logs;

/// <summary>Deletes what nobody can read any more: segments past their group's retention, segments whose streams are all gone, and streams left without events.</summary>
internal sealed class LogRetention(FileLogStore store)
{
    private const long MillisecondsPerDay = 24 * 60 * 60 * 1000;

    /// <summary>Returns how many segments were deleted.</summary>
    public int DeleteExpired()
    {
        lock (store.Index.Gate)
        {
            long now = store.Now;
            List<(long Id, long GroupId)> dead = store.Index.Writer.List(
                row => (row.GetInt64(0), row.GetInt64(1)),
                """
                SELECT s.id, s.group_id FROM log_segments s JOIN log_groups g ON g.id = s.group_id
                WHERE s.last_event IS NOT NULL AND s.last_event < $1 - g.retention_days * $2
                   OR s.state = $3 AND NOT EXISTS (SELECT 1 FROM log_stream_segments m WHERE m.segment_id = s.id)
                """,
                now, MillisecondsPerDay, (int)SegmentState.Sealed);
            foreach ((long id, long groupId) in dead)
            {
                // Files first: a row without files reads as empty and comes up again here; files without a row would stay for ever.
                store.Writers.Close(groupId);
                store.Folder.DeleteSegment(groupId, id);
                store.Index.Writer.Run("DELETE FROM log_segments WHERE id = $1", id);
            }

            DeleteEmptyStreams(now);
            return dead.Count;
        }
    }

    /// <summary>
    /// An environment's stream is never written again once the environment has ended, so without this a busy function would gather streams without
    /// end. CloudWatch keeps empty streams; nobody can tell anything from them.
    /// </summary>
    private void DeleteEmptyStreams(long now)
    {
        using SqliteTransaction transaction = store.Index.Writer.BeginTransaction();
        int deleted = store.Index.Writer.Run(
            """
            DELETE FROM log_streams WHERE id IN (
                SELECT t.id FROM log_streams t JOIN log_groups g ON g.id = t.group_id
                WHERE coalesce(t.last_event, t.created) < $1 - g.retention_days * $2
                  AND max(t.created, coalesce(t.last_ingestion, 0)) < $1 - g.retention_days * $2
                  AND NOT EXISTS (SELECT 1 FROM log_stream_segments m WHERE m.stream_id = t.id))
            """,
            now, MillisecondsPerDay);
        transaction.Commit();
        if (deleted > 0)
        {
            store.Streams.Forget();
        }
    }
}
