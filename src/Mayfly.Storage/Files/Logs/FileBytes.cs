using Microsoft.Win32.SafeHandles;

namespace Mayfly.Storage.Files.Logs;

/// <summary>Reads exactly so many bytes.</summary>
internal static class FileBytes
{
    /// <summary>False when the file ends before the buffer is full.</summary>
    public static bool TryRead(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        while (!buffer.IsEmpty)
        {
            int read = RandomAccess.Read(file, buffer, offset);
            if (read == 0)
            {
                return false;
            }

            buffer = buffer[read..];
            offset += read;
        }

        return true;
    }
}
