using Mayfly.Core.EventQueue;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite.Queue;

/// <summary>The writer's statements, compiled once. On the writer's thread only.</summary>
internal sealed class QueueStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insertEvent;
    private readonly SqliteCommand _insertLane;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _update;
    private readonly HashSet<long> _lanes = [];
    private readonly List<long> _newLanes = [];
    private long _count;
    private long _difference;

    public QueueStatements(SqliteConnection connection, long key)
    {
        _connection = connection;
        _insertEvent = Prepare(
            $"INSERT INTO events (id, lane, due, accepted, failures, refusals, content, key) VALUES ($0, $1, $2, $3, $4, $5, $6, {key})", parameters: 7);
        _insertLane = Prepare("INSERT OR IGNORE INTO lanes (id, kind, account, region, name) VALUES ($0, $1, $2, $3, $4)", parameters: 5);
        _delete = Prepare("DELETE FROM events WHERE id = $0", parameters: 1);
        _update = Prepare("UPDATE events SET due = $1, failures = $2, refusals = $3, last_status = $4 WHERE id = $0", parameters: 5);
        using SqliteCommand count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM events";
        _count = (long)count.ExecuteScalar()!;
    }

    /// <summary>Events that are durable; any thread may ask.</summary>
    public long Count => Interlocked.Read(ref _count);

    public void Run(QueueWrite write, SqliteTransaction transaction)
    {
        if (write.Work is not null)
        {
            _difference -= write.Work(_connection);
            return;
        }

        EventChange change = write.Change!;
        for (int index = 0; index < change.Added.Count; index++)
        {
            Insert(change.Added[index], write.Contents[index], transaction);
        }

        if (change.Removed is long removed)
        {
            _difference -= Execute(_delete, transaction, removed);
        }

        if (change.Rescheduled is { } again)
        {
            Execute(_update, transaction, again.Id, again.Due, again.Failures, again.Refusals, again.LastStatus);
        }
    }

    /// <summary>All that ran is durable.</summary>
    public void Committed()
    {
        Interlocked.Add(ref _count, _difference);
        _difference = 0;
        _newLanes.Clear();
    }

    /// <summary>All that ran is undone.</summary>
    public void RolledBack()
    {
        _difference = 0;
        _lanes.ExceptWith(_newLanes);
        _newLanes.Clear();
    }

    public void Dispose()
    {
        _insertEvent.Dispose();
        _insertLane.Dispose();
        _delete.Dispose();
        _update.Dispose();
    }

    private void Insert(IncomingEvent incoming, byte[] content, SqliteTransaction transaction)
    {
        if (_lanes.Add(incoming.Lane))
        {
            _newLanes.Add(incoming.Lane);
            LaneKey key = incoming.Key;
            Execute(_insertLane, transaction, incoming.Lane, (int)key.Kind, key.Account, key.Region, key.Name);
        }

        QueuedEvent queued = incoming.Event;
        _difference += Execute(_insertEvent, transaction, queued.Id, incoming.Lane, queued.Due, queued.Accepted, queued.Failures, queued.Refusals, content);
    }

    private SqliteCommand Prepare(string text, int parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        for (int index = 0; index < parameters; index++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${index}" });
        }

        return command;
    }

    private static int Execute(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index];
        }

        command.Transaction = transaction;
        return command.ExecuteNonQuery();
    }
}
