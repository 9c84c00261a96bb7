using Mayfly.Storage.Interop;

namespace Mayfly.Storage.Files;

/// <summary>Writes small files so that after a crash at any moment the old content or the new is there, whole.</summary>
internal static class DurableFile
{
    public static void Replace(string path, UnixFileMode mode, ReadOnlySpan<byte> content)
    {
        string temporary = path + ".new";
        File.Delete(temporary);
        using (FileStream file = new(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            UnixCreateMode = mode,
        }))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        MoveInto(temporary, path);
    }

    /// <summary>Renames over the target and makes the rename itself durable. The content must have been flushed.</summary>
    public static void MoveInto(string source, string target)
    {
        File.Move(source, target, overwrite: true);
        DirectorySync.Flush(Path.GetDirectoryName(Path.GetFullPath(target))!);
    }
}
