namespace Mayfly.Storage.Files.Logs;

/// <summary>What waits in a merge: a segment not yet opened, a chunk not yet read, or a chunk being read. Exactly one part is set.</summary>
/// <param name="SegmentId">Set for a segment.</param>
/// <param name="Files">Set, with <paramref name="Chunk"/>, for a chunk.</param>
/// <param name="Chunk">Where the chunk lies.</param>
/// <param name="Cursor">Set for a chunk being read.</param>
internal readonly record struct MergeItem(long SegmentId, SegmentFiles? Files, ChunkEntry Chunk, ChunkCursor? Cursor);
