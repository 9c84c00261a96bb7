using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Mayfly.Bench.Load.Baselines;

/// <summary>Inserts into a table of its own with a statement compiled once, so many a transaction, each commit flushed to the disk.</summary>
internal sealed class RawInserts : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly int _together;

    public RawInserts(string file, string payload, int together)
    {
        _together = together;
        _connection = new SqliteConnection($"Data Source={file}");
        _connection.Open();
        using SqliteCommand prepare = _connection.CreateCommand();
        prepare.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE payloads (id INTEGER PRIMARY KEY, content BLOB NOT NULL)";
        prepare.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO payloads (content) VALUES ($content)";
        _insert.Parameters.AddWithValue("$content", Encoding.UTF8.GetBytes(payload));
    }

    /// <returns>Inserts a second.</returns>
    public double Run(TimeSpan duration)
    {
        long done = 0;
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            using SqliteTransaction transaction = _connection.BeginTransaction();
            _insert.Transaction = transaction;
            for (int number = 0; number < _together; number++)
            {
                _insert.ExecuteNonQuery();
            }

            transaction.Commit();
            done += _together;
        }

        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
