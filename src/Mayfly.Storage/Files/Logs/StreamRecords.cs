namespace Mayfly.Storage.Files.Logs;

/// <summary>Events of one stream, resolved to its number, ready to become chunks.</summary>
internal readonly record struct StreamRecords(long StreamId, ReadOnlyMemory<byte> Records, int Count);
