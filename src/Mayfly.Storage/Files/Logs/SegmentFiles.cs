using Microsoft.Win32.SafeHandles;

namespace Mayfly.Storage.Files.Logs;

/// <summary>A segment opened for reading; closes itself when its last chunk has been read.</summary>
internal sealed class SegmentFiles(SafeFileHandle data, int chunks) : IDisposable
{
    private int _remaining = chunks;

    /// <summary>The chunk's bytes; null when the file does not hold it whole and sound.</summary>
    public byte[]? Read(in ChunkEntry entry)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(entry.Length);
        bool whole = FileBytes.TryRead(data, bytes, entry.Offset) && LogChunk.TryRead(bytes, out _);
        if (--_remaining == 0)
        {
            Dispose();
        }

        return whole ? bytes : null;
    }

    public void Dispose() => data.Dispose();
}
