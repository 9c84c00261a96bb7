namespace Mayfly.Storage.Files.Logs;

/// <summary>The tables of <c>logs/index.db</c>. Times are milliseconds since 1970. The number is kept in SQLite's user_version.</summary>
internal static class LogIndexSchema
{
    public const int Version = 1;

    /// <summary>
    /// Identifiers are AUTOINCREMENT so that none is ever used twice: a segment may still hold events of a stream that was deleted, and they must not
    /// become another stream's.
    /// </summary>
    public const string Create = """
        CREATE TABLE log_groups (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account TEXT NOT NULL,
            region TEXT NOT NULL,
            name TEXT NOT NULL,
            created INTEGER NOT NULL,
            retention_days INTEGER,
            next_sequence INTEGER NOT NULL DEFAULT 1,
            UNIQUE (account, region, name));

        CREATE TABLE log_group_tags (
            group_id INTEGER NOT NULL REFERENCES log_groups (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (group_id, name)) WITHOUT ROWID;

        CREATE TABLE log_streams (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            group_id INTEGER NOT NULL REFERENCES log_groups (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            created INTEGER NOT NULL,
            first_event INTEGER,
            last_event INTEGER,
            last_ingestion INTEGER,
            UNIQUE (group_id, name));

        CREATE INDEX log_streams_by_last_event ON log_streams (group_id, coalesce(last_event, 0), name);

        CREATE TABLE log_segments (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            group_id INTEGER NOT NULL REFERENCES log_groups (id) ON DELETE CASCADE,
            created INTEGER NOT NULL,
            state INTEGER NOT NULL,
            first_event INTEGER,
            last_event INTEGER,
            bytes INTEGER NOT NULL DEFAULT 0);

        CREATE INDEX log_segments_by_group ON log_segments (group_id, id);
        CREATE INDEX log_segments_by_state ON log_segments (state);

        CREATE TABLE log_stream_segments (
            stream_id INTEGER NOT NULL REFERENCES log_streams (id) ON DELETE CASCADE,
            segment_id INTEGER NOT NULL REFERENCES log_segments (id) ON DELETE CASCADE,
            PRIMARY KEY (stream_id, segment_id)) WITHOUT ROWID;

        CREATE INDEX log_stream_segments_by_segment ON log_stream_segments (segment_id);
        """;
}
