namespace Mayfly.Storage.Files.Logs;

/// <summary>A segment as a reader sees it.</summary>
internal readonly record struct SegmentRow(long Id, long FirstEvent, long LastEvent);
