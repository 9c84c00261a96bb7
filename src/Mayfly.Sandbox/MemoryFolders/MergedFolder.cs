using Mayfly.Sandbox.Interop;

namespace Mayfly.Sandbox.MemoryFolders;

/// <summary>
/// Several folders seen as one, without copying: later ones cover earlier ones, file by file. As root an overlay of the kernel's, without a writable layer;
/// otherwise, or where the kernel has none, a tree of hard links, for which the folders must lie on one file system.
/// </summary>
public sealed class MergedFolder : IDisposable
{
    private readonly bool _mounted;

    private MergedFolder(string path, bool mounted)
    {
        Path = path;
        _mounted = mounted;
    }

    public string Path { get; }

    /// <param name="path">A folder that is not there yet.</param>
    /// <param name="folders">Absolute paths; the last covers the others. They must not change while this lives.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public static MergedFolder Make(string path, IReadOnlyList<string> folders)
    {
        Directory.CreateDirectory(path);

        // Readable for the sandboxes' users, as the merged folders are.
        File.SetUnixFileMode(path, File.GetUnixFileMode(folders[^1]));
        if (Environment.IsPrivilegedProcess && OverlayMount.Mount(path, folders.Reverse()) == 0)
        {
            return new MergedFolder(path, mounted: true);
        }

        try
        {
            foreach (string folder in folders)
            {
                Lay(folder, path);
            }

            return new MergedFolder(path, mounted: false);
        }
        catch
        {
            Directory.Delete(path, recursive: true);
            throw;
        }
    }

    public void Dispose()
    {
        if (_mounted)
        {
            _ = LazyUnmount.Unmount(Path);
        }

        Directory.Delete(Path, recursive: !_mounted);
    }

    private static void Lay(string folder, string target)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            string path = System.IO.Path.Combine(target, entry.Name);
            if (entry is DirectoryInfo && entry.LinkTarget is null)
            {
                Uncover(path, keepFolder: true);
                Directory.CreateDirectory(path);
                File.SetUnixFileMode(path, entry.UnixFileMode);
                Lay(entry.FullName, path);
            }
            else
            {
                Uncover(path, keepFolder: false);
                HardLink.Make(entry.FullName, path);
            }
        }
    }

    /// <summary>Takes away what an earlier folder put there, where the later one's is of another kind or a file.</summary>
    private static void Uncover(string path, bool keepFolder)
    {
        FileInfo file = new(path);
        if (file.LinkTarget is not null || file.Exists)
        {
            file.Delete();
        }
        else if (!keepFolder && Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
