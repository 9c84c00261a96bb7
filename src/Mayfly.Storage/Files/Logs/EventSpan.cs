namespace Mayfly.Storage.Files.Logs;

/// <summary>The smallest and greatest timestamp of some events.</summary>
internal readonly record struct EventSpan(long First, long Last)
{
    /// <summary>Of no events yet.</summary>
    public static EventSpan None => new(long.MaxValue, long.MinValue);

    public bool IsEmpty => First > Last;

    public EventSpan Include(long first, long last) => new(Math.Min(First, first), Math.Max(Last, last));
}
