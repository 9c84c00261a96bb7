namespace Mayfly.Storage.Sqlite.Queue;

/// <summary>A lane with what is in it, as Dapper fills it.</summary>
internal sealed class LaneRow
{
    public long Id { get; set; }

    public int Kind { get; set; }

    public string Account { get; set; } = string.Empty;

    public string Region { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    public long Count { get; set; }

    public long FirstDue { get; set; }
}
