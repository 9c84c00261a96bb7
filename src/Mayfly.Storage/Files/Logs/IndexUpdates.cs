using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Files.Logs;

/// <summary>Tells the index what segments and streams now hold. Used inside a transaction of <paramref name="connection"/>.</summary>
internal sealed class IndexUpdates(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _stream = connection.Prepare(
        """
        UPDATE log_streams SET
            first_event = min(coalesce(first_event, $2), $2),
            last_event = max(coalesce(last_event, $3), $3),
            last_ingestion = max(coalesce(last_ingestion, $4), $4)
        WHERE id = $1
        """,
        0L, 0L, 0L, 0L);

    public void Stream(long streamId, EventSpan span, long ingestionTime)
    {
        _stream.Parameters[0].Value = streamId;
        _stream.Parameters[1].Value = span.First;
        _stream.Parameters[2].Value = span.Last;
        _stream.Parameters[3].Value = ingestionTime;
        _stream.ExecuteNonQuery();
    }

    public void Segment(SegmentWriter segment)
    {
        long? first = segment.Span.IsEmpty ? null : segment.Span.First;
        long? last = segment.Span.IsEmpty ? null : segment.Span.Last;
        connection.Run("UPDATE log_segments SET first_event = $2, last_event = $3, bytes = $4 WHERE id = $1", segment.SegmentId, first, last, segment.Length);
        connection.Run("UPDATE log_groups SET next_sequence = max(next_sequence, $2) WHERE id = $1", segment.GroupId, segment.NextSequence);
    }

    public void Dispose() => _stream.Dispose();
}
