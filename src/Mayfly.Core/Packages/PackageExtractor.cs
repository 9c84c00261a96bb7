using System.Buffers;
using Mayfly.Core.Packages.Zip;

namespace Mayfly.Core.Packages;

/// <summary>Writes a checked package into a new, empty folder: folders 0755, files 0644 or, where executable, 0755, so that a sandbox's own user may read it.</summary>
internal static class PackageExtractor
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const long Page = 4096;

    /// <summary>What the folder will take of memory-backed storage, which hands out whole pages.</summary>
    public static long SizeOnDisk(PackageArchive archive) =>
        archive.Entries.Sum(entry => Page + ((entry.Record.UncompressedSize + Page - 1) / Page * Page));

    /// <summary>Extracts all of it. Whoever asked deletes the folder when this throws.</summary>
    /// <exception cref="InvalidDataException">The archive is not what was published: its store let it be damaged.</exception>
    public static void Extract(PackageArchive archive, string directory, CancellationToken cancellationToken)
    {
        Create(directory);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            foreach (PackageEntry entry in archive.Entries.Where(entry => entry.Kind != PackageEntryKind.Link))
            {
                cancellationToken.ThrowIfCancellationRequested();
                string path = Path.Combine(directory, entry.Path);
                CreateParents(directory, entry);
                if (entry.Kind == PackageEntryKind.Directory)
                {
                    Create(path);
                }
                else
                {
                    WriteFile(archive, entry, path, buffer);
                }
            }

            // Last, so that nothing is ever written through one, whatever the checks may have missed.
            foreach (PackageEntry entry in archive.Entries.Where(entry => entry.Kind == PackageEntryKind.Link))
            {
                CreateParents(directory, entry);
                File.CreateSymbolicLink(Path.Combine(directory, entry.Path), entry.LinkTarget!);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void WriteFile(PackageArchive archive, PackageEntry entry, string path, byte[] buffer)
    {
        using EntryReader reader = archive.Open(entry);
        using FileStream file = new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 });
        for (int count = reader.Read(buffer); count > 0; count = reader.Read(buffer))
        {
            file.Write(buffer, 0, count);
        }

        // After the fact, because what is asked for at creation is narrowed by the process's umask.
        File.SetUnixFileMode(file.SafeFileHandle, entry.Executable ? Executable : Readable);
        File.SetLastWriteTimeUtc(file.SafeFileHandle, entry.Modified);
    }

    private static void CreateParents(string root, PackageEntry entry)
    {
        int slash = entry.Path.IndexOf('/', StringComparison.Ordinal);
        for (; slash > 0; slash = entry.Path.IndexOf('/', slash + 1))
        {
            string parent = Path.Combine(root, entry.Path[..slash]);
            if (!Directory.Exists(parent))
            {
                Create(parent);
            }
        }
    }

    private static void Create(string directory)
    {
        Directory.CreateDirectory(directory);
        File.SetUnixFileMode(directory, Executable);
    }
}
