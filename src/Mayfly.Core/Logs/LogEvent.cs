namespace Mayfly.Core.Logs;

/// <summary>One stored event.</summary>
/// <param name="Stream">Its stream's name.</param>
/// <param name="Position">Its place in the group; its digits are the event id.</param>
/// <param name="IngestionTime">When it was stored, milliseconds since 1970.</param>
/// <param name="Message">UTF-8 as it came; a function may have written anything, so it need not be valid.</param>
public readonly record struct LogEvent(string Stream, LogPosition Position, long IngestionTime, ReadOnlyMemory<byte> Message);
