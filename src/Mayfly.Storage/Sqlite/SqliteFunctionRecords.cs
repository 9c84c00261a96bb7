using System.Text.Json;
using Dapper;
using Mayfly.Core.Functions;
using Mayfly.Storage.Encryption;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite;

/// <summary>Function records in SQLite, environment variables sealed.</summary>
internal sealed class SqliteFunctionRecords(SqliteDatabase database, EnvelopeCipher envelope) : IFunctionRecords, IRewrappable
{
    private const string SelectAll = "SELECT account, region, name, document, environment FROM functions";

    private const string SelectSealed = "SELECT account, region, name, '' AS document, environment FROM functions WHERE environment IS NOT NULL";

    private const string Upsert = """
        INSERT INTO functions (account, region, name, document, environment)
        VALUES (@Account, @Region, @Name, @Document, @Environment)
        ON CONFLICT (account, region, name) DO UPDATE SET document = excluded.document, environment = excluded.environment
        """;

    private const string Delete = "DELETE FROM functions WHERE account = @Account AND region = @Region AND name = @Name";

    private const string UpdateSealed = "UPDATE functions SET environment = @Environment WHERE account = @Account AND region = @Region AND name = @Name";

    public IReadOnlyList<FunctionRecord> Load()
    {
        using SqliteConnection connection = database.Open();
        FunctionRow[] rows = [.. connection.Query<FunctionRow>(SelectAll, buffered: true)];
        FunctionRecord[] records = new FunctionRecord[rows.Length];
        Parallel.For(0, rows.Length, index => records[index] = Read(rows[index]));
        return records;
    }

    // Sealing happens on the writer's thread, so that a rotation, which is one write there, sees either nothing of a record or all of it.
    public Task SaveAsync(FunctionRecord record) =>
        database.Writer.ExecuteAsync(connection => connection.Execute(Upsert, Write(record)));

    public Task DeleteAsync(FunctionKey key) =>
        database.Writer.ExecuteAsync(connection => connection.Execute(Delete, new { key.Account, key.Region, key.Name }));

    public async Task<int> RewrapAllAsync(CancellationToken cancellationToken)
    {
        int rewrapped = 0;
        await database.Writer.ExecuteAsync(connection =>
        {
            foreach (FunctionRow row in connection.Query<FunctionRow>(SelectSealed, buffered: true))
            {
                if (envelope.Rewrap(row.SealedIdentity, row.Environment.AsSpan(0, SealedFormat.HeaderSize)))
                {
                    connection.Execute(UpdateSealed, row);
                    rewrapped++;
                }
            }
        });
        return rewrapped;
    }

    private FunctionRow Write(FunctionRecord record)
    {
        FunctionRow row = new()
        {
            Account = record.Key.Account,
            Region = record.Key.Region,
            Name = record.Key.Name,
            Document = JsonSerializer.Serialize(record, FunctionDocumentJson.Default.FunctionRecord),
        };
        if (record.Environment is { } variables)
        {
            row.Environment = envelope.Seal(row.SealedIdentity, JsonSerializer.SerializeToUtf8Bytes(variables, FunctionDocumentJson.Default.IReadOnlyDictionaryStringString));
        }

        return row;
    }

    private FunctionRecord Read(FunctionRow row)
    {
        try
        {
            FunctionRecord record = JsonSerializer.Deserialize(row.Document, FunctionDocumentJson.Default.FunctionRecord)
                ?? throw new JsonException("The document is null.");
            return row.Environment is null
                ? record
                : record with { Environment = JsonSerializer.Deserialize(envelope.Open(row.SealedIdentity, row.Environment), FunctionDocumentJson.Default.IReadOnlyDictionaryStringString) };
        }
        catch (Exception failure) when (failure is JsonException or SealedCorruptException)
        {
            throw new StorageException($"The stored function {row.Account}/{row.Region}/{row.Name} cannot be read: {failure.Message}", failure);
        }
    }
}
