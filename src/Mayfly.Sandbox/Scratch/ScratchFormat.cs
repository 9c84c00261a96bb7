using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Scratch;

/// <summary>
/// The content of an empty scratch disk of one size: the few blocks of an empty ext4 that are not zero, about a hundred KB, kept in memory and
/// written into each new file. Made once a size, by mkfs.ext4.
/// </summary>
internal sealed class ScratchFormat
{
    private readonly List<(long Offset, byte[] Bytes)> _pieces = [];
    private readonly long _length;

    private ScratchFormat(long length) => _length = length;

    /// <summary>Formats a file in a folder and takes its content over. Some tens of milliseconds.</summary>
    public static ScratchFormat Make(int sizeMb, string folder)
    {
        ScratchFormat format = new(LengthFor(sizeMb));
        using SafeFileHandle file = UnnamedFile.Create(folder);
        RandomAccess.SetLength(file, format._length);
        Ext4.Make(file, encrypt: false);
        using (SafeFileHandle mount = ScratchImage.Mount(file, out _))
        {
            string root = ScratchImage.PathOf(mount) + "/";
            Directory.Delete(root + "lost+found");
            File.SetUnixFileMode(root, (UnixFileMode)0b1_111_111_111); // 1777, as every /tmp: the sandbox's user is not root

            // unmounting would write too, but not necessarily now: a child that is being started elsewhere holds copies of our descriptors for a moment
            using SafeFileHandle folderOfMount = OpenFile.ReadOnly(root);
            SyncFileSystem.Call(folderOfMount);
        }

        RandomAccess.FlushToDisk(file);
        format.ReadPieces(file);
        return format;
    }

    /// <summary>Makes a new, empty file such a disk.</summary>
    public void WriteTo(SafeFileHandle file)
    {
        RandomAccess.SetLength(file, _length);
        foreach ((long offset, byte[] bytes) in _pieces)
        {
            RandomAccess.Write(file, bytes, offset);
        }
    }

    /// <summary>
    /// What a file system must measure so that <paramref name="sizeMb"/> can be written: its inodes come on top, and what ext4 keeps back for
    /// itself (a fiftieth, at most 4,096 blocks).
    /// </summary>
    private static long LengthFor(int sizeMb)
    {
        long size = (long)sizeMb << 20;
        long inodes = size / Ext4.BytesPerInode * Ext4.InodeSize;
        long keptBack = Math.Min(size / 49, 4096L * Ext4.BlockSize);
        long bitmapsAndTheLike = (2 << 20) + (size / 1024);
        return size + inodes + keptBack + bitmapsAndTheLike;
    }

    private void ReadPieces(SafeFileHandle file)
    {
        long offset = 0;
        while (offset < _length && SparseFile.NextData(file, offset) is (long start, long end))
        {
            byte[] bytes = new byte[end - start];
            _ = RandomAccess.Read(file, bytes, start);
            _pieces.Add((start, bytes));
            offset = end;
        }
    }
}
