using Mayfly.Core.Logs;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Files.Logs;

/// <summary>Finds or makes the numbers of streams, remembering recent ones. Used under the index's gate, inside its transaction.</summary>
internal sealed class StreamDirectory(LogIndex index, int? defaultRetentionDays)
{
    /// <summary>Simply emptied when full: refilling costs one look-up a stream.</summary>
    private const int Remembered = 16_384;

    private readonly Dictionary<LogStreamKey, StreamRef> _known = [];

    /// <summary>Null when the stream does not exist and is not to be made.</summary>
    public StreamRef? Resolve(in LogStreamKey key, bool create, long now)
    {
        if (_known.TryGetValue(key, out StreamRef known))
        {
            return known;
        }

        SqliteConnection connection = index.Writer;
        long groupId = connection.Scalar<long>(
            "SELECT id FROM log_groups WHERE account = $1 AND region = $2 AND name = $3", key.Account, key.Region, key.Group);
        if (groupId == 0)
        {
            if (!create)
            {
                return null;
            }

            groupId = connection.Scalar<long>(
                "INSERT INTO log_groups (account, region, name, created, retention_days) VALUES ($1, $2, $3, $4, $5) RETURNING id",
                key.Account, key.Region, key.Group, now, defaultRetentionDays);
        }

        long streamId = connection.Scalar<long>("SELECT id FROM log_streams WHERE group_id = $1 AND name = $2", groupId, key.Stream);
        if (streamId == 0)
        {
            if (!create)
            {
                return null;
            }

            streamId = connection.Scalar<long>(
                "INSERT INTO log_streams (group_id, name, created) VALUES ($1, $2, $3) RETURNING id", groupId, key.Stream, now);
        }

        return Remember(key, new StreamRef(groupId, streamId));
    }

    /// <summary>Forgets everything: something was deleted, or a transaction that made streams was rolled back.</summary>
    public void Forget() => _known.Clear();

    private StreamRef Remember(in LogStreamKey key, StreamRef stream)
    {
        if (_known.Count >= Remembered)
        {
            _known.Clear();
        }

        _known[key] = stream;
        return stream;
    }
}
