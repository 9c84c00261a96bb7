using Microsoft.Win32.SafeHandles;

namespace Mayfly.Storage.Files.Logs;

/// <summary>Reads a segment's index file, also while it grows: an entry not yet whole is left out.</summary>
internal static class SegmentIndex
{
    public static IEnumerable<ChunkEntry> ReadAll(SafeFileHandle index)
    {
        long length = RandomAccess.GetLength(index);
        byte[] bytes = new byte[length - (length % ChunkEntry.Size)];
        if (!FileBytes.TryRead(index, bytes, 0))
        {
            yield break;
        }

        for (int offset = 0; offset < bytes.Length; offset += ChunkEntry.Size)
        {
            yield return ChunkEntry.Read(bytes.AsSpan(offset));
        }
    }
}
