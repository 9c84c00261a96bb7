using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite.Queue;

/// <summary>
/// The only place that writes to the queue's database: one connection on one thread. What waits when a commit ends is committed together next, so that many
/// events share one flush of the disk. Unlike <see cref="SqliteWriter"/> it has no savepoint for each write: its statements are few and known, and a batch that fails is written
/// once more, each write for itself.
/// </summary>
internal sealed class QueueWriter : IDisposable
{
    /// <summary>Bounds how long the first of a batch waits for the last.</summary>
    private const int LargestBatch = 2048;

    /// <summary>The same in bytes of contents.</summary>
    private const long LargestBatchBytes = 16 * 1024 * 1024;

    private readonly SqliteConnection _connection;
    private readonly QueueStatements _statements;
    private readonly BlockingCollection<QueueWrite> _queue = [];
    private readonly Thread _thread;

    /// <param name="connection">Its own.</param>
    /// <param name="key">The number of the data key that contents are sealed with.</param>
    public QueueWriter(SqliteConnection connection, long key)
    {
        _connection = connection;
        _statements = new QueueStatements(connection, key);
        _thread = new Thread(Run) { IsBackground = true, Name = "mayfly-queue-writer" };
        _thread.Start();
    }

    /// <summary>Events that are durable.</summary>
    public long Count => _statements.Count;

    /// <summary>Completes when it is durable; fails, changing nothing, if it cannot be done.</summary>
    public Task WriteAsync(QueueWrite write)
    {
        try
        {
            _queue.Add(write);
        }
        catch (InvalidOperationException closed)
        {
            throw new ObjectDisposedException("The event queue is closed.", closed);
        }

        return write.Completion.Task;
    }

    /// <summary>Writes what is queued, then closes. The queue itself stays, closed, to refuse whoever comes later.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _statements.Dispose();
        _connection.Dispose();
    }

    private void Run()
    {
        List<QueueWrite> batch = [];
        foreach (QueueWrite first in _queue.GetConsumingEnumerable())
        {
            long bytes = Add(batch, first);
            while (batch.Count < LargestBatch && bytes < LargestBatchBytes && _queue.TryTake(out QueueWrite? next))
            {
                bytes += Add(batch, next);
            }

            Commit(batch);
            batch.ForEach(static write => write.Complete());
            batch.Clear();
        }
    }

    private static long Add(List<QueueWrite> batch, QueueWrite write)
    {
        batch.Add(write);
        return write.Contents.Sum(static content => (long)content.Length);
    }

    private void Commit(List<QueueWrite> batch)
    {
        if (TryCommit(batch) is not { } failure)
        {
            return;
        }

        if (batch.Count == 1)
        {
            batch[0].Failure = failure;
            return;
        }

        // One of them cannot be done, or the disk is full: each for itself, so that its failure is nobody else's.
        foreach (QueueWrite write in batch)
        {
            write.Failure = TryCommit([write]);
        }
    }

    /// <returns>Null when all is durable; else what went wrong, with nothing changed.</returns>
    private Exception? TryCommit(List<QueueWrite> batch)
    {
        try
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            foreach (QueueWrite write in batch)
            {
                _statements.Run(write, transaction);
            }

            transaction.Commit();
            _statements.Committed();
            return null;
        }
        catch (Exception failure)
        {
            // The edge of a batch: the failure goes to whoever asked, and nobody may believe that anything was written.
            _statements.RolledBack();
            return failure;
        }
    }
}
