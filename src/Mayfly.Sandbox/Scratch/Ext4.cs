using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Scratch;

/// <summary>Makes a file an empty ext4, by mkfs.ext4.</summary>
internal static class Ext4
{
    public const int BlockSize = 4096;

    /// <summary>Bytes of disk for which there is an inode: mke2fs's own default; a package unpacked into /tmp has many small files.</summary>
    public const int BytesPerInode = 16384;

    public const int InodeSize = 256;

    /// <summary>
    /// No journal: after a crash nobody reads the disk. Written out in full, so that mke2fs's version and the host's mke2fs.conf do not matter.
    /// </summary>
    private const string Features = "none,extent,flex_bg,filetype,dir_index,sparse_super,large_file,huge_file,uninit_bg,dir_nlink,extra_isize";

    private static readonly string[] s_places = ["/usr/sbin/mkfs.ext4", "/sbin/mkfs.ext4", "/usr/local/sbin/mkfs.ext4", "/usr/bin/mkfs.ext4"];

    /// <param name="file">Has its length already.</param>
    /// <param name="encrypt">Whether folders in it may be encrypted.</param>
    public static void Make(SafeFileHandle file, bool encrypt)
    {
        string program = s_places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("The program mkfs.ext4 (package e2fsprogs) is not installed.");
        string[] arguments =
        [
            "-q", "-F", "-b", Text(BlockSize), "-m", "0", "-i", Text(BytesPerInode), "-I", Text(InodeSize), "-U", "clear", "-O", encrypt ? Features + ",encrypt" : Features,
            "-E", "lazy_itable_init=1,nodiscard,root_owner=0:0", string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{file.DangerousGetHandle()}"),
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
}
