namespace Mayfly.Core.Logs;

/// <summary>The last stream of a page: where the next one goes on.</summary>
public readonly record struct LogStreamMark(long LastEventTime, string Name);
