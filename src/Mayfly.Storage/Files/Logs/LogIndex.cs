using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Files.Logs;

/// <summary>
/// The SQLite file that knows groups, streams and which segments hold what. One connection writes, under <see cref="Gate"/>; readers take their own
/// and see the last commit. Losing power can lose the last moments of it, never its consistency (WAL, synchronous=NORMAL).
/// </summary>
internal sealed class LogIndex : IDisposable
{
    private readonly string _connectionString;

    public LogIndex(string folder)
    {
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "index.db"),
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
        Writer = Connect();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        Migrate();
    }

    /// <summary>Held by whoever uses <see cref="Writer"/>.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The only connection that writes.</summary>
    public SqliteConnection Writer { get; }

    /// <summary>A pooled connection for reading; dispose it.</summary>
    public SqliteConnection Connect()
    {
        SqliteConnection connection = new(_connectionString);
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        Writer.Dispose();
        using SqliteConnection pool = new(_connectionString);
        SqliteConnection.ClearPool(pool);
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = Writer.CreateCommand();
#pragma warning disable CA2100 // only constants of this assembly come here
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private void Migrate()
    {
        using SqliteTransaction transaction = Writer.BeginTransaction();
        long version = Writer.Scalar<long>("PRAGMA user_version");
        if (version > LogIndexSchema.Version)
        {
            throw new InvalidOperationException(
                $"The log index {Writer.DataSource} was written by a newer Mayfly (schema {version}, this one knows {LogIndexSchema.Version}). Start that version, or move the logs folder away.");
        }

        if (version == 0)
        {
            Execute(LogIndexSchema.Create);
            Execute($"PRAGMA user_version = {LogIndexSchema.Version}");
        }

        transaction.Commit();
    }
}
