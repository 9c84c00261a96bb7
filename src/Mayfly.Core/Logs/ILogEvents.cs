namespace Mayfly.Core.Logs;

/// <summary>The stored events of every group. Calls do file I/O on the caller's thread.</summary>
public interface ILogEvents
{
    /// <summary>Stores batches; when it returns they survive the end of this process. One caller at a time. Throws <see cref="IOException"/> when the disk refuses.</summary>
    void Append(IReadOnlyList<LogBatch> batches);

    /// <summary>
    /// Reads lazily, ordered by position; an event stored meanwhile is seen when its position lies ahead of the reader's. Empty when there is no such group.
    /// </summary>
    IEnumerable<LogEvent> Read(LogReadRequest request);

    /// <summary>Deletes segments, and then streams, whose events have all outlived their group's retention. Returns the number of segments deleted.</summary>
    int DeleteExpired();
}
