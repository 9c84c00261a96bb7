using Dapper;
using Mayfly.Core.EventQueue;
using Mayfly.Storage.Encryption;
using Mayfly.Storage.Files;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite.Queue;

/// <summary>The event queue in a database file of its own, so that its flushes and its size are nobody else's.</summary>
internal sealed class SqliteEventStore : IEventStore, IRewrappable, IDisposable
{
    /// <summary>Events of a dropped lane that go in one transaction: others wait for no more than these.</summary>
    private const int DropAtOnce = 500;

    private const string DropSome = "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE lane = @lane LIMIT @DropAtOnce)";

    private readonly SqliteFile _file;
    private readonly EventKeys _keys;
    private readonly QueueWriter _writer;
    private long _lastEvent;
    private long _lastLane;

    public SqliteEventStore(DataFolder folder, EnvelopeCipher envelope)
    {
        _file = new SqliteFile(folder.QueueFile);
        _file.Prepare("Mayfly.Storage.Sqlite.Queue.Migrations.");
        using (SqliteConnection connection = _file.Open())
        {
            _keys = new EventKeys(envelope, connection);
            _lastEvent = connection.ExecuteScalar<long>("SELECT coalesce(max(id), 0) FROM events");
            _lastLane = connection.ExecuteScalar<long>("SELECT coalesce(max(id), 0) FROM lanes");
        }

        _writer = new QueueWriter(_file.Open(), _keys.Current.Id);
    }

    public long Count => _writer.Count;

    public IReadOnlyList<LaneSummary> Open()
    {
        using SqliteConnection connection = _file.Open();
        foreach (long dropped in connection.Query<long>("SELECT id FROM lanes WHERE dropped", buffered: true))
        {
            // An earlier run dropped these, and its counters went with it.
            _ = DropAsync(dropped, static _ => { });
        }

        return
        [
            .. connection.Query<LaneRow>(
                """
                SELECT lanes.id, kind, account, region, name, count(*) AS Count, min(due) AS FirstDue
                FROM events JOIN lanes ON lanes.id = events.lane WHERE NOT dropped GROUP BY lanes.id
                """,
                buffered: true)
                .Select(static row => new LaneSummary(row.Id, new LaneKey((LaneKind)row.Kind, row.Account, row.Region, row.Name), row.Count, row.FirstDue)),
        ];
    }

    public long NextEvent() => Interlocked.Increment(ref _lastEvent);

    public long NextLane() => Interlocked.Increment(ref _lastLane);

    public Task ApplyAsync(EventChange change)
    {
        // Sealed here, on the threads of those who send, which are many; the writer is one.
        byte[][] contents = change.Added.Count == 0
            ? []
            : [.. change.Added.Select(incoming => _keys.Current.Seal(incoming.Lane, incoming.Event.Id, incoming.Event.Content))];
        return _writer.WriteAsync(new QueueWrite { Change = change, Contents = contents });
    }

    public async Task DropAsync(long lane, Action<int> removed)
    {
        await _writer.WriteAsync(new QueueWrite
        {
            Work = connection =>
            {
                connection.Execute("UPDATE lanes SET dropped = 1 WHERE id = @lane", new { lane });
                return 0;
            },
        });
        _ = EmptyAsync(lane, removed);
    }

    public IReadOnlyList<EventHead> ReadHeads(long lane, int limit)
    {
        using SqliteConnection connection = _file.Open();
        return [.. connection.Query<EventHead>("SELECT id, due FROM events WHERE lane = @lane ORDER BY due, id LIMIT @limit", new { lane, limit }, buffered: true)];
    }

    public IReadOnlyList<QueuedEvent> Read(IReadOnlyList<EventHead> heads, int largestContent)
    {
        using SqliteConnection connection = _file.Open();
        return
        [
            .. connection.Query<EventRow>(
                """
                SELECT id, lane, due, accepted, failures, refusals, last_status AS LastStatus, key, CASE WHEN length(content) <= @largestContent THEN content END AS Content
                FROM events WHERE id IN @ids
                """,
                new { largestContent, ids = heads.Select(static head => head.Id) },
                buffered: true).Select(ReadRow),
        ];
    }

    public byte[]? ReadContent(long id)
    {
        using SqliteConnection connection = _file.Open();
        EventRow? row = connection.QuerySingleOrDefault<EventRow>("SELECT id, lane, key, content FROM events WHERE id = @id", new { id });
        return row is null ? null : _keys.Find(row.Key).Open(row.Lane, row.Id, row.Content);
    }

    public async Task<int> RewrapAllAsync(CancellationToken cancellationToken)
    {
        int rewrapped = 0;
        await _writer.WriteAsync(new QueueWrite
        {
            Work = connection =>
            {
                rewrapped = _keys.Rewrap(connection);
                return 0;
            },
        });
        return rewrapped;
    }

    public void Dispose()
    {
        _writer.Dispose();
        _keys.Dispose();
        SqliteConnection.ClearAllPools();
    }

    private async Task EmptyAsync(long lane, Action<int> removed)
    {
        try
        {
            int some = DropAtOnce;
            while (some == DropAtOnce)
            {
                await _writer.WriteAsync(new QueueWrite { Work = connection => some = connection.Execute(DropSome, new { lane, DropAtOnce }) });
                removed(some);
            }
        }
        catch (Exception failure) when (failure is SqliteException or ObjectDisposedException)
        {
            // The lane is marked, and the next start goes on with it.
        }
    }

    private QueuedEvent ReadRow(EventRow row) => new()
    {
        Id = row.Id,
        Due = row.Due,
        Accepted = row.Accepted,
        Failures = row.Failures,
        Refusals = row.Refusals,
        LastStatus = row.LastStatus,
        Content = row.Content is null ? null : OpenSafely(row),
    };

    /// <summary>A content that cannot be opened is left out here, and tells why when its event is run: others in the same reading are not to suffer.</summary>
    private byte[]? OpenSafely(EventRow row)
    {
        try
        {
            return _keys.Find(row.Key).Open(row.Lane, row.Id, row.Content);
        }
        catch (SealedCorruptException)
        {
            return null;
        }
    }
}
