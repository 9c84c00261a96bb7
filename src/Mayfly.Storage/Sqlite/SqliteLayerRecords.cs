using System.Text.Json;
using Dapper;
using Mayfly.Core.Layers;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite;

/// <summary>Layers in SQLite.</summary>
internal sealed class SqliteLayerRecords(SqliteDatabase database) : ILayerRecords
{
    private const string SelectAll = """
        SELECT layers.account, layers.region, layers.name, layers.last_version AS LastVersion, layer_versions.document
        FROM layers LEFT JOIN layer_versions USING (account, region, name)
        """;

    private const string UpsertLayer = """
        INSERT INTO layers (account, region, name, last_version) VALUES (@Account, @Region, @Name, @version)
        ON CONFLICT (account, region, name) DO UPDATE SET last_version = max(last_version, excluded.last_version)
        """;

    private const string UpsertVersion = """
        INSERT INTO layer_versions (account, region, name, version, document) VALUES (@Account, @Region, @Name, @version, @document)
        ON CONFLICT (account, region, name, version) DO UPDATE SET document = excluded.document
        """;

    private const string DeleteVersion = "DELETE FROM layer_versions WHERE account = @Account AND region = @Region AND name = @Name AND version = @version";

    public IReadOnlyList<LayerRecord> Load()
    {
        using SqliteConnection connection = database.Open();
        return
        [
            .. connection.Query<LayerRow>(SelectAll, buffered: true)
                .GroupBy(static row => (new LayerKey(row.Account, row.Region, row.Name), row.LastVersion))
                .Select(static layer => new LayerRecord(layer.Key.Item1, layer.Key.LastVersion, [.. layer.Where(static row => row.Document is not null).Select(Read)])),
        ];
    }

    public Task SaveAsync(LayerVersionRecord version)
    {
        var row = new
        {
            version.Key.Account,
            version.Key.Region,
            version.Key.Name,
            version = version.Version,
            document = JsonSerializer.Serialize(version, LayerDocumentJson.Default.LayerVersionRecord),
        };
        return database.Writer.ExecuteAsync(connection =>
        {
            connection.Execute(UpsertLayer, row);
            connection.Execute(UpsertVersion, row);
        });
    }

    public Task DeleteAsync(LayerKey key, long version) =>
        database.Writer.ExecuteAsync(connection => connection.Execute(DeleteVersion, new { key.Account, key.Region, key.Name, version }));

    private static LayerVersionRecord Read(LayerRow row)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Document!, LayerDocumentJson.Default.LayerVersionRecord) ?? throw new JsonException("The document is null.");
        }
        catch (JsonException failure)
        {
            throw new StorageException($"A stored version of the layer {row.Account}/{row.Region}/{row.Name} cannot be read: {failure.Message}", failure);
        }
    }
}
