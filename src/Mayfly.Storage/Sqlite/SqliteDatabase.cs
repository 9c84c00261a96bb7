using Mayfly.Storage.Files;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite;

/// <summary>
/// The database of functions and layers. Reads use connections of their own and never wait; all writes go through <see cref="SqliteWriter"/>.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteFile _file;

    public SqliteDatabase(DataFolder folder)
    {
        _file = new SqliteFile(folder.DatabaseFile);
        _file.Prepare("Mayfly.Storage.Sqlite.Migrations.");
        Writer = new SqliteWriter(Open());
    }

    public SqliteWriter Writer { get; }

    /// <summary>A connection with this project's settings; the caller disposes it.</summary>
    public SqliteConnection Open() => _file.Open();

    public void Dispose()
    {
        Writer.Dispose();
        SqliteConnection.ClearAllPools();
    }
}
