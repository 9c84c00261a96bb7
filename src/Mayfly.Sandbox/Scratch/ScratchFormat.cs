using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Scratch;

/// <summary>
/// The content of an empty scratch disk of one size: the few blocks of an empty ext4 that are not zero, about a hundred KB, kept in memory and
/// written into each new file. Made once a size, by mkfs.ext4.
/// </summary>
internal sealed class ScratchFormat
{
    public const int BlockSize = 4096;

    /// <summary>Bytes of disk for which there is an inode: mke2fs's own default; a package unpacked into /tmp has many small files.</summary>
    private const int BytesPerInode = 16384;
    private const int InodeSize = 256;

    /// <summary>
    /// No journal: after a crash nobody reads the disk. Written out in full, so that mke2fs's version and the host's mke2fs.conf do not matter.
    /// </summary>
    private const string Features = "none,extent,flex_bg,filetype,dir_index,sparse_super,large_file,huge_file,uninit_bg,dir_nlink,extra_isize";

    private static readonly string[] _places = ["/usr/sbin/mkfs.ext4", "/sbin/mkfs.ext4", "/usr/local/sbin/mkfs.ext4", "/usr/bin/mkfs.ext4"];

    private readonly List<(long Offset, byte[] Bytes)> _pieces = [];
    private readonly long _length;

    private ScratchFormat(long length) => _length = length;

    /// <summary>Formats a file in a folder and takes its content over. Some tens of milliseconds.</summary>
    public static ScratchFormat Make(int sizeMb, string folder)
    {
        ScratchFormat format = new(LengthFor(sizeMb));
        using SafeFileHandle file = UnnamedFile.Create(folder);
        RandomAccess.SetLength(file, format._length);
        RunMkfs(string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{file.DangerousGetHandle()}"));
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
        long inodes = size / BytesPerInode * InodeSize;
        long keptBack = Math.Min(size / 49, 4096L * BlockSize);
        long bitmapsAndTheLike = (2 << 20) + (size / 1024);
        return size + inodes + keptBack + bitmapsAndTheLike;
    }

    private static void RunMkfs(string path)
    {
        string program = _places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("The program mkfs.ext4 (package e2fsprogs) is not installed.");
        string[] arguments =
        [
            "-q", "-F", "-b", Text(BlockSize), "-m", "0", "-i", Text(BytesPerInode), "-I", Text(InodeSize), "-U", "clear", "-O", Features,
            "-E", "lazy_itable_init=1,nodiscard,root_owner=0:0", path,
        ];
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new IOException($"mkfs.ext4 failed: {error.Trim()}");
            }
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"{program} could not be run: {exception.Message}", exception);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

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
