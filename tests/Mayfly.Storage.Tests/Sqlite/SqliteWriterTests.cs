using Dapper;
using Mayfly.Storage.Files;
using Mayfly.Storage.Sqlite;
using Mayfly.Storage.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Mayfly.Storage.Tests.Sqlite;

public sealed class SqliteWriterTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly DataFolder _folder;
    private readonly SqliteDatabase _database;

    public SqliteWriterTests()
    {
        _folder = new DataFolder(Options.Create(new StorageOptions { DataDirectory = _temporary.Of("data") }));
        _database = new SqliteDatabase(_folder);
        using SqliteConnection connection = _database.Open();
        connection.Execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY)");
    }

    [Fact]
    public async Task One_that_fails_fails_alone_and_leaves_nothing()
    {
        Task[] writes = [.. Enumerable.Range(0, 100).Select(index => _database.Writer.ExecuteAsync(connection =>
        {
            connection.Execute("INSERT INTO numbers VALUES (@index)", new { index });
            if (index % 10 == 3)
            {
                throw new InvalidOperationException($"{index}");
            }
        }))];

        for (int index = 0; index < writes.Length; index++)
        {
            if (index % 10 == 3)
            {
                Assert.Equal($"{index}", (await Assert.ThrowsAsync<InvalidOperationException>(() => writes[index])).Message);
            }
            else
            {
                await writes[index];
            }
        }

        using SqliteConnection connection = _database.Open();
        Assert.Equal(Enumerable.Range(0, 100).Where(index => index % 10 != 3), connection.Query<int>("SELECT number FROM numbers ORDER BY number"));
    }

    [Fact]
    public void Commits_are_flushed_to_the_disk()
    {
        using SqliteConnection connection = _database.Open();

        Assert.Equal("wal", connection.QuerySingle<string>("PRAGMA journal_mode"));
        Assert.Equal(2, connection.QuerySingle<int>("PRAGMA synchronous"));
    }

    [Fact]
    public async Task After_the_end_a_write_is_refused_not_lost()
    {
        _database.Writer.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => _database.Writer.ExecuteAsync(_ => { }));
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
        _temporary.Dispose();
    }
}
