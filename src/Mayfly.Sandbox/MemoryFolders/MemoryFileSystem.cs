using System.ComponentModel;
using System.Globalization;
using Mayfly.Sandbox.Interop;

namespace Mayfly.Sandbox.MemoryFolders;

/// <summary>A folder whose files exist only in memory: a tmpfs of its own, of bounded size, gone with its unmounting. Needs the right to mount.</summary>
public sealed class MemoryFileSystem : IDisposable
{
    private MemoryFileSystem(string path) => Path = path;

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>
    /// Mounts at <paramref name="path"/>, which is made if need be. What a killed server left mounted there is taken away first.
    /// Safe because the path lies in a runtime folder that only this server's instance uses, and links are not followed; the mount takes
    /// neither set-user-id programs nor devices.
    /// </summary>
    /// <param name="path">An absolute path.</param>
    /// <param name="sizeBytes">The most that it can hold; memory is taken only as files are written.</param>
    /// <param name="mode">Of the root folder.</param>
    /// <exception cref="IOException">The system refused: not root, or a container without the right to mount.</exception>
    public static MemoryFileSystem Mount(string path, long sizeBytes, UnixFileMode mode)
    {
        Unmount(path);
        Directory.CreateDirectory(path);
        string options = string.Create(CultureInfo.InvariantCulture, $"size={sizeBytes},mode={Convert.ToString((int)mode, 8)}");

        // "noswap" (Linux 6.4) keeps the content from ever reaching a disk; an older kernel does not know it.
        int error = MemoryMount.Mount(path, options + ",noswap");
        if (error != 0)
        {
            error = MemoryMount.Mount(path, options);
        }

        return error == 0 ? new MemoryFileSystem(path) : throw new IOException($"Cannot mount a tmpfs at {path}: {new Win32Exception(error).Message}.");
    }

    /// <summary>Takes away whatever is mounted at the path, were it several layers deep. Nothing mounted is fine.</summary>
    public static void Unmount(string path)
    {
        while (LazyUnmount.Unmount(path) == 0)
        {
        }
    }

    public void Dispose() => Unmount(Path);
}
