using System.Globalization;
using Mayfly.Core.Logs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Mayfly.Storage.Files.Logs;

/// <summary>One read of a group.</summary>
internal sealed class LogReader(FileLogStore store, ILogger<LogReader> logger)
{
    private const long MillisecondsPerDay = 24 * 60 * 60 * 1000;

    public IEnumerable<LogEvent> Read(LogReadRequest request)
    {
        using SqliteConnection connection = store.Index.Connect();
        List<(long Id, long? RetentionDays)> found = connection.List(
            row => (row.GetInt64(0), row.NullableLong(1)),
            "SELECT id, retention_days FROM log_groups WHERE account = $1 AND region = $2 AND name = $3",
            request.Group.Account, request.Group.Region, request.Group.Name);
        if (found.Count == 0)
        {
            yield break;
        }

        (long groupId, long? retention) = found[0];

        // What has outlived its retention is gone at once, though its segment may wait for younger events.
        long oldest = retention is { } days ? store.Now - (days * MillisecondsPerDay) : 0;
        PositionRange range = PositionRange.Of(request, oldest);
        StreamNames names = new(connection, groupId, request);
        IEnumerable<SegmentRow> segments = ListSegments(connection, groupId, names).Where(segment => range.Touches(segment.FirstEvent, segment.LastEvent));
        using LogMerge merge = new(store.Folder, groupId, names, range, request.Descending, logger);
        foreach (LogEvent logEvent in merge.Read(segments.ToList()))
        {
            yield return logEvent;
        }
    }

    /// <summary>The rows of open segments may lag behind their files, so those count as touching every range.</summary>
    private static List<SegmentRow> ListSegments(SqliteConnection connection, long groupId, StreamNames names)
    {
        string membership = names.Chosen is null
            ? ""
            : $" AND id IN (SELECT segment_id FROM log_stream_segments WHERE stream_id IN ({string.Join(',', names.Chosen.Select(id => id.ToString(CultureInfo.InvariantCulture)))}))";
        return connection.List(
            row => row.GetInt32(1) == (int)SegmentState.Open
                ? new SegmentRow(row.GetInt64(0), 0, long.MaxValue)
                : new SegmentRow(row.GetInt64(0), row.NullableLong(2) ?? long.MaxValue, row.NullableLong(3) ?? -1),
            "SELECT id, state, first_event, last_event FROM log_segments WHERE group_id = $1" + membership,
            groupId);
    }
}
