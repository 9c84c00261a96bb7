namespace Mayfly.Storage.Files.Logs;

/// <summary>A stream's numbers in the index.</summary>
internal readonly record struct StreamRef(long GroupId, long StreamId);
