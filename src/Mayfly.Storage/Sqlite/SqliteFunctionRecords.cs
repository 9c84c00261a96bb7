using System.Text.Json;
using Dapper;
using Mayfly.Core.Functions;
using Mayfly.Storage.Encryption;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite;

/// <summary>Function records in SQLite, environment variables sealed.</summary>
internal sealed class SqliteFunctionRecords(SqliteDatabase database, EnvelopeCipher envelope) : IFunctionRecords, IRewrappable
{
    private const string SelectAll = """
        SELECT account, region, name, '$LATEST' AS version, document, environment FROM functions
        UNION ALL
        SELECT account, region, name, version, document, environment FROM function_versions
        """;

    private const string SelectSealed = "SELECT * FROM (" + SelectAll + ") WHERE environment IS NOT NULL";

    private const string Upsert = """
        INSERT INTO functions (account, region, name, document, environment)
        VALUES (@Account, @Region, @Name, @Document, @Environment)
        ON CONFLICT (account, region, name) DO UPDATE SET document = excluded.document, environment = excluded.environment
        """;

    private const string UpsertVersion = """
        INSERT INTO function_versions (account, region, name, version, document, environment)
        VALUES (@Account, @Region, @Name, @Version, @Document, @Environment)
        ON CONFLICT (account, region, name, version) DO UPDATE SET document = excluded.document, environment = excluded.environment
        """;

    private const string UpsertResources = """
        INSERT INTO function_resources (account, region, name, document)
        VALUES (@Account, @Region, @Name, @Document)
        ON CONFLICT (account, region, name) DO UPDATE SET document = excluded.document
        """;

    private const string Delete = "DELETE FROM functions WHERE account = @Account AND region = @Region AND name = @Name";

    private const string DeleteVersion = "DELETE FROM function_versions WHERE account = @Account AND region = @Region AND name = @Name AND version = @version";

    private const string UpdateSealed = "UPDATE functions SET environment = @Environment WHERE account = @Account AND region = @Region AND name = @Name";

    private const string UpdateSealedVersion =
        "UPDATE function_versions SET environment = @Environment WHERE account = @Account AND region = @Region AND name = @Name AND version = @Version";

    public IReadOnlyList<FunctionRecord> Load()
    {
        using SqliteConnection connection = database.Open();
        FunctionRow[] rows = [.. connection.Query<FunctionRow>(SelectAll, buffered: true)];
        FunctionRecord[] records = new FunctionRecord[rows.Length];
        Parallel.For(0, rows.Length, index => records[index] = Read(rows[index]));
        return records;
    }

    public IReadOnlyList<FunctionResources> LoadResources()
    {
        using SqliteConnection connection = database.Open();
        return [.. connection.Query<FunctionRow>("SELECT account, region, name, document FROM function_resources", buffered: true).Select(ReadResources)];
    }

    // Sealing happens on the writer's thread, so that a rotation, which is one write there, sees either nothing of a record or all of it.
    public Task ApplyAsync(FunctionChange change) => database.Writer.ExecuteAsync(connection =>
    {
        foreach (FunctionRecord record in change.Saved)
        {
            connection.Execute(record.IsLatest ? Upsert : UpsertVersion, Write(record));
        }

        FunctionKey key = change.Key;
        foreach (string version in change.DeletedVersions)
        {
            connection.Execute(DeleteVersion, new { key.Account, key.Region, key.Name, version });
        }

        if (change.Resources is { } resources)
        {
            connection.Execute(
                UpsertResources, new { key.Account, key.Region, key.Name, Document = JsonSerializer.Serialize(resources, FunctionDocumentJson.Default.FunctionResources) });
        }
    });

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
                    connection.Execute(row.IsLatest ? UpdateSealed : UpdateSealedVersion, row);
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
            Version = record.Version,
            Document = JsonSerializer.Serialize(record, FunctionDocumentJson.Default.FunctionRecord),
        };
        if (record.Environment is { } variables)
        {
            row.Environment = envelope.Seal(row.SealedIdentity, JsonSerializer.SerializeToUtf8Bytes(variables, FunctionDocumentJson.Default.IReadOnlyDictionaryStringString));
        }

        return row;
    }

    private static FunctionResources ReadResources(FunctionRow row)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Document, FunctionDocumentJson.Default.FunctionResources) ?? throw new JsonException("The document is null.");
        }
        catch (JsonException failure)
        {
            throw new StorageException($"What is stored about the function {row.Account}/{row.Region}/{row.Name} cannot be read: {failure.Message}", failure);
        }
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
