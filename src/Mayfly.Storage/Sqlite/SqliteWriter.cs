using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite;

/// <summary>
/// The only place that writes to the database: one connection on one thread, since SQLite has one writer at a time and its calls block until the
/// disk has answered. What waits when a commit ends is committed together next, so the cost of a flush is shared (group commit).
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Bounds how long the first of a batch waits for the last.</summary>
    private const int LargestBatch = 256;

    private readonly SqliteConnection _connection;
    private readonly BlockingCollection<SqliteWrite> _queue = [];
    private readonly Thread _thread;

    public SqliteWriter(SqliteConnection connection)
    {
        _connection = connection;
        _thread = new Thread(Run) { IsBackground = true, Name = "mayfly-sqlite-writer" };
        _thread.Start();
    }

    /// <summary>Runs <paramref name="work"/> inside a transaction on the writer's thread. Completes when it is durable; fails, changing nothing, if the work throws.</summary>
    public Task ExecuteAsync(Action<SqliteConnection> work)
    {
        SqliteWrite write = new(work);
        try
        {
            _queue.Add(write);
        }
        catch (InvalidOperationException closed)
        {
            throw new ObjectDisposedException("The database is closed.", closed);
        }

        return write.Completion.Task;
    }

    /// <summary>Writes what is queued, then closes. The queue itself stays, closed, to refuse whoever comes later.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _connection.Dispose();
    }

    private void Run()
    {
        List<SqliteWrite> batch = [];
        foreach (SqliteWrite first in _queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < LargestBatch && _queue.TryTake(out SqliteWrite? next))
            {
                batch.Add(next);
            }

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<SqliteWrite> batch)
    {
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            foreach (SqliteWrite write in batch)
            {
                transaction.Save("write");
                try
                {
                    write.Work(_connection);
                }
                catch (Exception failure)
                {
                    // The edge of one writer's work: its failure goes to whoever asked, and its neighbours in the batch go on.
                    transaction.Rollback("write");
                    write.Failure = failure;
                }

                transaction.Release("write");
            }

            transaction.Commit();
        }
        catch (Exception failure)
        {
            // The batch as a whole was not committed: nobody may believe that it was.
            batch.ForEach(write => write.Failure ??= failure);
        }

        batch.ForEach(write => write.Complete());
    }
}
