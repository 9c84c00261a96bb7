using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.MemoryFolders;
using Mayfly.Sandbox.Scratch;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.EncryptedFolders;

/// <summary>
/// A folder of bounded size whose files lie on the host's disk, but only encrypted: an ext4 in an unnamed sparse file, whose key only the kernel has. When it is
/// disposed, or the server killed and its mount taken away by the next start, key and file are gone, and what is left in free blocks cannot be read by anybody.
/// Needs the right to mount.
/// </summary>
public sealed class EncryptedFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _mountPoint;

    private EncryptedFolder(string mountPoint, string path)
    {
        _mountPoint = mountPoint;
        Path = path;
    }

    /// <summary>Where the files are; below the mount.</summary>
    public string Path { get; }

    /// <summary>
    /// Mounts at <paramref name="mountPoint"/>, which is made if need be. What a killed server left mounted there is taken away first. Safe because the path lies in a
    /// runtime folder that only this server's instance uses, and links are not followed; the mount takes neither set-user-id programs nor devices.
    /// </summary>
    /// <param name="mountPoint">An absolute path.</param>
    /// <param name="place">A folder on the disk that bears the content.</param>
    /// <param name="sizeBytes">The most that can be written; the disk's room is taken only as files are written, and given back as they are deleted.</param>
    /// <exception cref="IOException">The system refused: no loop device, ext4 or mkfs.ext4, a kernel without file encryption, a folder that is not on a disk.</exception>
    public static EncryptedFolder Mount(string mountPoint, string place, long sizeBytes)
    {
        MemoryFileSystem.Unmount(mountPoint);
        Directory.CreateDirectory(mountPoint, OwnerOnly);
        using SafeFileHandle file = UnnamedFile.Create(place);
        RandomAccess.SetLength(file, sizeBytes);
        Ext4.Make(file, encrypt: true);
        using SafeFileHandle mount = ScratchImage.Mount(file, out _, givesBack: true);
        string root = ScratchImage.PathOf(mount) + "/";
        using SafeFileHandle rootFolder = OpenFile.ReadOnly(root);
        byte[] key = FileEncryption.AddRandomKey(rootFolder);
        Directory.CreateDirectory(root + "files", OwnerOnly);
        using (SafeFileHandle files = OpenFile.ReadOnly(root + "files"))
        {
            FileEncryption.Encrypt(files, key);
        }

        AttachMount.At(mount, mountPoint);
        return new EncryptedFolder(mountPoint, System.IO.Path.Combine(mountPoint, "files"));
    }

    public void Dispose()
    {
        MemoryFileSystem.Unmount(_mountPoint);
        Directory.Delete(_mountPoint);
    }
}
