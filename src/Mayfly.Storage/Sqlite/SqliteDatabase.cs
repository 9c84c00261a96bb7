using Dapper;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Sqlite.Helpers;
using Mayfly.Storage.Files;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite;

/// <summary>
/// The database file, migrated to this version's schema when made. Reads use connections of their own and never wait; all writes go through
/// <see cref="SqliteWriter"/>.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly string _connectionString;

    public SqliteDatabase(DataFolder folder)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = folder.DatabaseFile, Mode = SqliteOpenMode.ReadWriteCreate, DefaultTimeout = 30 }.ToString();
        try
        {
            using SqliteConnection connection = Open();
            Check(connection);
            Migrate(connection);
        }
        catch (SqliteException failure)
        {
            throw new StorageException($"The database {folder.DatabaseFile} cannot be used: {failure.Message} Restore the data folder from your backup.", failure);
        }

        Writer = new SqliteWriter(Open());
    }

    public SqliteWriter Writer { get; }

    /// <summary>A connection with this project's settings; the caller disposes it.</summary>
    public SqliteConnection Open()
    {
        SqliteConnection connection = new(_connectionString);
        try
        {
            connection.Open();

            // WAL: readers never wait for the writer. FULL: a commit is on disk when it returns, also after a power cut.
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Writer.Dispose();
        SqliteConnection.ClearAllPools();
    }

    private static void Check(SqliteConnection connection)
    {
        string verdict = connection.QuerySingle<string>("PRAGMA quick_check(1)");
        if (verdict != "ok")
        {
            throw new StorageException($"The database {connection.DataSource} is damaged ({verdict}). Restore the data folder from your backup.");
        }
    }

    private static void Migrate(SqliteConnection connection)
    {
        using SharedConnection shared = new(connection);
        DatabaseUpgradeResult result = DeployChanges.To
            .SqliteDatabase(shared)
            .WithScriptsEmbeddedInAssembly(typeof(SqliteDatabase).Assembly, name => name.StartsWith("Mayfly.Storage.Sqlite.Migrations.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new StorageException($"The database {connection.DataSource} could not be brought to this version's schema; {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
    }
}
