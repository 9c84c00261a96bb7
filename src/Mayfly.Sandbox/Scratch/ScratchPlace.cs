using Mayfly.Sandbox.Interop;

namespace Mayfly.Sandbox.Scratch;

/// <summary>Finds a folder whose files lie on a disk.</summary>
internal static class ScratchPlace
{
    private static readonly string[] _inMemory = ["tmpfs", "ramfs", "rootfs"];

    /// <summary>The first of the folders that is on a disk and can hold unnamed files; null if none.</summary>
    public static string? Find(params IEnumerable<string> folders) => folders.FirstOrDefault(IsOnDisk);

    private static bool IsOnDisk(string folder)
    {
        try
        {
            if (_inMemory.Contains(new DriveInfo(folder).DriveFormat))
            {
                return false;
            }

            UnnamedFile.Create(folder).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
