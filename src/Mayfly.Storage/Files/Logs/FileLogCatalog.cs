using Mayfly.Core.Logs;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Files.Logs;

/// <summary>Groups, streams, retention and tags in the index.</summary>
internal sealed class FileLogCatalog(FileLogStore store) : ILogCatalog
{
    private const string GroupColumns =
        "g.account, g.region, g.name, g.created, g.retention_days, (SELECT coalesce(sum(s.bytes), 0) FROM log_segments s WHERE s.group_id = g.id)";

    private const string StreamColumns = "name, created, first_event, last_event, last_ingestion";

    public bool CreateGroup(LogGroupKey key, IReadOnlyDictionary<string, string>? tags)
    {
        lock (store.Index.Gate)
        {
            using SqliteTransaction transaction = store.Index.Writer.BeginTransaction();
            long id = store.Index.Writer.Scalar<long>(
                "INSERT INTO log_groups (account, region, name, created) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id",
                key.Account, key.Region, key.Name, store.Now);
            foreach ((string name, string value) in tags ?? new Dictionary<string, string>())
            {
                if (id != 0)
                {
                    SetTag(id, name, value);
                }
            }

            transaction.Commit();
            return id != 0;
        }
    }

    public bool DeleteGroup(LogGroupKey key)
    {
        lock (store.Index.Gate)
        {
            long id = FindId(store.Index.Writer, key);
            if (id == 0)
            {
                return false;
            }

            store.Writers.Close(id);
            store.Streams.Forget();
            store.Index.Writer.Run("DELETE FROM log_groups WHERE id = $1", id);
            store.Folder.DeleteGroup(id);
            return true;
        }
    }

    public LogGroup? FindGroup(LogGroupKey key)
    {
        using SqliteConnection connection = store.Index.Connect();
        return connection.List(ReadGroup, $"SELECT {GroupColumns} FROM log_groups g WHERE account = $1 AND region = $2 AND name = $3", key.Account, key.Region, key.Name)
            .FirstOrDefault();
    }

    public IReadOnlyList<LogGroup> ListGroups(string account, string region, LogGroupSelection selection, string? after, int limit)
    {
        using SqliteConnection connection = store.Index.Connect();
        return connection.List(
            ReadGroup,
            $"""
            SELECT {GroupColumns} FROM log_groups g
            WHERE account = $1 AND region = $2 AND name > $3
              AND name >= $4 AND substr(name, 1, length($4)) = $4 AND instr(name, $5) > 0
            ORDER BY name LIMIT $6
            """,
            account, region, after ?? "", selection.Prefix ?? "", selection.Pattern ?? "", limit);
    }

    public bool SetRetention(LogGroupKey key, int? days)
    {
        lock (store.Index.Gate)
        {
            return store.Index.Writer.Run(
                "UPDATE log_groups SET retention_days = $4 WHERE account = $1 AND region = $2 AND name = $3", key.Account, key.Region, key.Name, days) > 0;
        }
    }

    public IReadOnlyDictionary<string, string>? FindTags(LogGroupKey key)
    {
        using SqliteConnection connection = store.Index.Connect();
        long id = FindId(connection, key);
        return id == 0
            ? null
            : connection.List(row => (Name: row.GetString(0), Value: row.GetString(1)), "SELECT name, value FROM log_group_tags WHERE group_id = $1", id)
                .ToDictionary(tag => tag.Name, tag => tag.Value, StringComparer.Ordinal);
    }

    public bool ChangeTags(LogGroupKey key, IReadOnlyDictionary<string, string> set, IReadOnlyCollection<string> remove)
    {
        lock (store.Index.Gate)
        {
            using SqliteTransaction transaction = store.Index.Writer.BeginTransaction();
            long id = FindId(store.Index.Writer, key);
            if (id == 0)
            {
                return false;
            }

            foreach ((string name, string value) in set)
            {
                SetTag(id, name, value);
            }

            foreach (string name in remove)
            {
                store.Index.Writer.Run("DELETE FROM log_group_tags WHERE group_id = $1 AND name = $2", id, name);
            }

            transaction.Commit();
            return true;
        }
    }

    public CreateStreamOutcome CreateStream(LogStreamKey key)
    {
        lock (store.Index.Gate)
        {
            long groupId = FindId(store.Index.Writer, GroupOf(key));
            if (groupId == 0)
            {
                return CreateStreamOutcome.NoSuchGroup;
            }

            int made = store.Index.Writer.Run(
                "INSERT INTO log_streams (group_id, name, created) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", groupId, key.Stream, store.Now);
            return made > 0 ? CreateStreamOutcome.Created : CreateStreamOutcome.AlreadyExists;
        }
    }

    public bool DeleteStream(LogStreamKey key)
    {
        lock (store.Index.Gate)
        {
            long groupId = FindId(store.Index.Writer, GroupOf(key));
            store.Streams.Forget();
            return store.Index.Writer.Run("DELETE FROM log_streams WHERE group_id = $1 AND name = $2", groupId, key.Stream) > 0;
        }
    }

    public LogStream? FindStream(LogStreamKey key)
    {
        using SqliteConnection connection = store.Index.Connect();
        return connection.List(
            ReadStream, $"SELECT {StreamColumns} FROM log_streams WHERE group_id = $1 AND name = $2", FindId(connection, GroupOf(key)), key.Stream).FirstOrDefault();
    }

    public IReadOnlyList<LogStream> ListStreams(LogGroupKey group, LogStreamListing listing, LogStreamMark? after, int limit)
    {
        using SqliteConnection connection = store.Index.Connect();
        string direction = listing.Descending ? "DESC" : "ASC";
        string beyond = listing.Descending ? "<" : ">";
        string rest = (after, listing.ByLastEvent) switch
        {
            (null, _) => "",
            (_, true) => $" AND (coalesce(last_event, 0), name) {beyond} ($3, $4)",
            _ => $" AND name {beyond} $4",
        };
        string order = listing.ByLastEvent ? $"coalesce(last_event, 0) {direction}, name {direction}" : $"name {direction}";
        return connection.List(
            ReadStream,
            $"SELECT {StreamColumns} FROM log_streams WHERE group_id = $1 AND substr(name, 1, length($2)) = $2{rest} ORDER BY {order} LIMIT $5",
            FindId(connection, group), listing.Prefix ?? "", after?.LastEventTime, after?.Name, limit);
    }

    private static LogGroupKey GroupOf(in LogStreamKey key) => new(key.Account, key.Region, key.Group);

    private static long FindId(SqliteConnection connection, in LogGroupKey key) =>
        connection.Scalar<long>("SELECT id FROM log_groups WHERE account = $1 AND region = $2 AND name = $3", key.Account, key.Region, key.Name);

    private void SetTag(long groupId, string name, string value) => store.Index.Writer.Run(
        "INSERT INTO log_group_tags (group_id, name, value) VALUES ($1, $2, $3) ON CONFLICT (group_id, name) DO UPDATE SET value = excluded.value", groupId, name, value);

    private static LogGroup ReadGroup(SqliteDataReader row) => new(
        new LogGroupKey(row.GetString(0), row.GetString(1), row.GetString(2)), row.GetInt64(3), (int?)row.NullableLong(4), row.GetInt64(5));

    private static LogStream ReadStream(SqliteDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.NullableLong(2), row.NullableLong(3), row.NullableLong(4));
}
