namespace Mayfly.Storage.Sqlite.Queue;

/// <summary>A stored event, as Dapper fills it.</summary>
internal sealed class EventRow
{
    public long Id { get; set; }

    public long Lane { get; set; }

    public long Due { get; set; }

    public long Accepted { get; set; }

    public int Failures { get; set; }

    public int Refusals { get; set; }

    public int LastStatus { get; set; }

    public long Key { get; set; }

    public byte[]? Content { get; set; }
}
