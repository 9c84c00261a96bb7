namespace Mayfly.Storage.Sqlite;

/// <summary>A layer with one of its versions, or with none, as Dapper fills it.</summary>
internal sealed class LayerRow
{
    public string Account { get; set; } = string.Empty;

    public string Region { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    public long LastVersion { get; set; }

    public string? Document { get; set; }
}
