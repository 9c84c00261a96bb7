using Dapper;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite;

/// <summary>A database file with this project's settings.</summary>
internal sealed class SqliteFile(string path)
{
    private readonly string _connectionString =
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, DefaultTimeout = 30 }.ToString();

    /// <summary>Makes the file if it is not there, checks it, and brings it to this version's schema.</summary>
    /// <param name="migrations">What the names of the embedded scripts begin with.</param>
    public void Prepare(string migrations)
    {
        try
        {
            using SqliteConnection connection = Open();
            Check(connection);
            Migrate(connection, migrations);
        }
        catch (SqliteException failure)
        {
            throw new StorageException($"The database {path} cannot be used: {failure.Message} Restore the data folder from your backup.", failure);
        }
    }

    /// <summary>A connection; the caller disposes it.</summary>
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

    private static void Check(SqliteConnection connection)
    {
        string verdict = connection.QuerySingle<string>("PRAGMA quick_check(1)");
        if (verdict != "ok")
        {
            throw new StorageException($"The database {connection.DataSource} is damaged ({verdict}). Restore the data folder from your backup.");
        }
    }

    private static void Migrate(SqliteConnection connection, string migrations)
    {
        using SharedConnection shared = new(connection);
        DatabaseUpgradeResult result = DeployChanges.To
            .SqliteDatabase(shared)
            .WithScriptsEmbeddedInAssembly(typeof(SqliteFile).Assembly, name => name.StartsWith(migrations, StringComparison.Ordinal))
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
