using System.Text.Json;
using Dapper;
using Mayfly.Core.CodeSigning;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite;

/// <summary>Code signing configurations in SQLite.</summary>
internal sealed class SqliteCodeSigningRecords(SqliteDatabase database) : ICodeSigningRecords
{
    private const string Upsert = """
        INSERT INTO code_signing_configs (account, region, id, document) VALUES (@Account, @Region, @Id, @document)
        ON CONFLICT (account, region, id) DO UPDATE SET document = excluded.document
        """;

    private const string Delete = "DELETE FROM code_signing_configs WHERE account = @Account AND region = @Region AND id = @Id";

    public IReadOnlyList<CodeSigningConfigRecord> Load()
    {
        using SqliteConnection connection = database.Open();
        return [.. connection.Query<string>("SELECT document FROM code_signing_configs", buffered: true).Select(Read)];
    }

    public Task SaveAsync(CodeSigningConfigRecord config)
    {
        string document = JsonSerializer.Serialize(config, CodeSigningDocumentJson.Default.CodeSigningConfigRecord);
        return database.Writer.ExecuteAsync(connection => connection.Execute(Upsert, new { config.Account, config.Region, config.Id, document }));
    }

    public Task DeleteAsync(CodeSigningConfigRecord config) =>
        database.Writer.ExecuteAsync(connection => connection.Execute(Delete, new { config.Account, config.Region, config.Id }));

    private static CodeSigningConfigRecord Read(string document)
    {
        try
        {
            return JsonSerializer.Deserialize(document, CodeSigningDocumentJson.Default.CodeSigningConfigRecord) ?? throw new JsonException("The document is null.");
        }
        catch (JsonException failure)
        {
            throw new StorageException($"A stored code signing configuration cannot be read: {failure.Message}", failure);
        }
    }
}
